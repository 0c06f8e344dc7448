// What the screens about petitions share: to whom one is addressed, how far it is and how fresh that number is, the
// mark of a sample. Used by their views only.
#pragma once

#include <optional>

#include "kiosk/parts/parts.h"
#include "sync/domain/petitions/petitions.h"
#include "sync/domain/records/petition_check.h"

namespace minbar::kiosk::petition {

// "To the commune of …", with the province.
[[nodiscard]] ui::Element addressee_line(const parts::Look& look, const PlaceCode& addressee);
// The pack's, but once its last day is over here an open petition is closing, with or without a newer pack.
[[nodiscard]] PetitionState state_of(const Petition& petition, const Kiosk& kiosk, const Context& context);
// The number of signatures as the largest thing of a page; nothing where none was counted.
[[nodiscard]] std::optional<ui::Element> big_count(const parts::Look& look, const Petition& petition);
// How many of how many, as a bar and in words of that size; what state it is in when it is not open.
[[nodiscard]] ui::Element progress(const parts::Look& look, const Petition& petition, ui::TextRole role);
// Up to when the number is complete; or that this kiosk heard none yet.
[[nodiscard]] ui::Element freshness(const parts::Look& look, const Petition& petition);
// What may be missing in the number and when this kiosk heard it: small print at the end of what is to be read.
[[nodiscard]] std::vector<ui::Element> reservations(const parts::Look& look, const Petition& petition);
// "An example, not a real petition."
[[nodiscard]] ui::Element petition_sample(const parts::Look& look);
// The petition a page is about: its title in one line. Nothing where the pack has it no more.
[[nodiscard]] ui::Element petition_line(const parts::Look& look, const PetitionId& petition);
// What a gap in a form is called.
[[nodiscard]] std::string_view gap_word(FormGap gap);
// A day of the calendar as the place writes it.
[[nodiscard]] Wording day_text(const parts::Look& look, const CalendarDate& day);

}  // namespace minbar::kiosk::petition
