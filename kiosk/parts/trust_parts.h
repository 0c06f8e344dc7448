// What screens show of the collector that this kiosk trusts: its fingerprint, for people to compare, the place the
// kiosk stands in, and the quiet line that tells staff when the agent's folder names another collector, or when records
// could not be salvaged from a damaged one. Citizens read nothing in it that would worry them; what the line means is
// in README.md.
#pragma once

#include <string>

#include "kiosk/parts/parts.h"

namespace minbar::kiosk::parts {

// In four groups; on two lines where room is short.
[[nodiscard]] ui::Element fingerprint_card(const Look& look);
// For a screen that waits, in Arabic and French, since nobody has chosen a language yet. Nothing to see when all is
// well.
[[nodiscard]] bool has_notice(const Kiosk& kiosk);
[[nodiscard]] bool enrolment_differs(const Kiosk& kiosk);
[[nodiscard]] bool records_are_missing(const Kiosk& kiosk);
[[nodiscard]] ui::Element notice_mark(const Look& look);
// The station's name in that language; of a kiosk that was moved, as the content pack names its place.
[[nodiscard]] std::string place_name(const Look& look, Language language);

}  // namespace minbar::kiosk::parts
