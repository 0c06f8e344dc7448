// What the screens about petitions share: to whom one is addressed, how far it is and how fresh that number is, the
// mark of a sample. Used by their views only.
#pragma once

#include "kiosk/screens/parts.h"
#include "sync/domain/petition_check.h"
#include "sync/domain/petitions.h"

namespace minbar::kiosk::parts {

// "To the commune of …", with the province.
[[nodiscard]] ui::Element addressee_line(const Look& look, const PlaceCode& addressee);
// The pack's, but once its last day is over here an open petition is closing, with or without a newer pack.
[[nodiscard]] PetitionState state_of(const Petition& petition, const State& state, const Context& context);
// How many of how many, as a bar and in words of that size; what state it is in when it is not open.
[[nodiscard]] ui::Element progress(const Look& look, const Petition& petition, ui::TextRole role);
// Up to when the number is complete, which kiosks are silent, when this kiosk heard it; or that it heard none yet.
[[nodiscard]] ui::Element freshness(const Look& look, const Petition& petition);
// "An example, not a real petition."
[[nodiscard]] ui::Element petition_sample(const Look& look);
// The petition a page is about: its title in one line. Nothing where the pack has it no more.
[[nodiscard]] ui::Element petition_line(const Look& look, const PetitionId& petition);
// What a gap in a form is called.
[[nodiscard]] std::string_view gap_word(FormGap gap);
// A day of the calendar as the place writes it.
[[nodiscard]] Wording day_text(const Look& look, const CalendarDate& day);

}  // namespace minbar::kiosk::parts
