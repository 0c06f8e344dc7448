// What the screen that waits shows in turn above its doors: what citizens said and what was done, and what councils
// promised, those of this place first. Pure: the same content and station give the same turn.
#pragma once

#include <optional>
#include <variant>
#include <vector>

#include "kiosk/session/station.h"
#include "sync/domain/content/content.h"

namespace minbar::kiosk::rest {

using AttractCard = std::variant<const Commitment*, const OutcomeCard*>;

// At most limits::attract_cards. They live as long as the content.
[[nodiscard]] std::vector<AttractCard> attract_cards(const Content& content, const std::optional<Station>& station);

// How many pictures follow each other: the cards, and Minbar's own before each third of them; 1 without cards.
[[nodiscard]] std::size_t attract_slides(const Content& content, const std::optional<Station>& station);
// The card of a picture; nothing: Minbar's own.
[[nodiscard]] std::optional<AttractCard> attract_card_at(const std::vector<AttractCard>& cards, std::size_t slide);

}  // namespace minbar::kiosk::rest
