// What the screens of commitments share: how far one is as a mark that needs no colour, whose it is, when, and what has
// to be said beside it: that it is a sample, in our words, or from the Open Government Partnership.
#pragma once

#include <optional>
#include <vector>

#include "kiosk/parts/parts.h"
#include "sync/domain/commitments/commitments.h"

namespace minbar::kiosk::parts {

// Three steps, as many filled as were made, and the word; without steps where nobody published or saw them.
[[nodiscard]] ui::Element progress(const Look& look, const std::optional<Completion>& completion, ui::TextRole role);
// The same with two steps.
[[nodiscard]] ui::Element potential(const Look& look, const std::optional<Potential>& potential);
[[nodiscard]] ui::Element not_published(const Look& look);
[[nodiscard]] std::string_view key_of(Completion completion);  // the word key of its name

[[nodiscard]] ui::Element member_line(const Look& look, const PlaceCode& place, const WordStyle& style);
// The commitment a rating or a proposal is about: its subject's icon and its title.
[[nodiscard]] ui::Element commitment_line(const Look& look, const CommitmentId& id);
// The same in small letters, where keys take the room.
[[nodiscard]] ui::Element commitment_caption(const Look& look, const CommitmentId& id);
[[nodiscard]] Wording date(const Look& look, const PartialDate& date);
// From when to when, as far as it is published.
[[nodiscard]] ui::Element period(const Look& look, const Commitment& commitment);

// On everything invented, on every screen: a line beside it, or a remark as wide as the page.
[[nodiscard]] ui::Element sample_mark(const Look& look);
[[nodiscard]] ui::Element sample_remark(const Look& look);
[[nodiscard]] bool shows_samples(const Content& content);
[[nodiscard]] ui::Element attribution(const Look& look);

// The place where the kiosk stands and those it lies in; none without a station.
[[nodiscard]] std::vector<PlaceCode> places_around(const Look& look);
[[nodiscard]] Browse browse_of(const CommitmentFilter& filter);

}  // namespace minbar::kiosk::parts
