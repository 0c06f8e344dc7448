// The frame every screen stands in: the header with the languages and the text size, the title, the footer with the
// ways on and out. Used by the screens' views only.
#pragma once

#include <string_view>
#include <vector>

#include "kiosk/parts/parts.h"

namespace minbar::kiosk::parts {

// A whole screen: header, then `body` within the reading width, then the footer's buttons.
[[nodiscard]] ui::Element page(const Look& look, ui::Element body, std::vector<ui::Element> footer);
// A screen to type on: `title` (as title() or step_title() make it), what is written, the keys, the footer. On a panel
// of little height the header goes, and the footer's buttons stand in its place.
[[nodiscard]] ui::Element typing_page(const Look& look, ui::Element title, ui::Element writing, ui::Element keys,
                                      std::vector<ui::Element> footer);
// A head and what scrolls under it; where room is short the head scrolls along.
[[nodiscard]] ui::Element scrolled(const Look& look, ui::Element head, ui::Element content);
// What a screen of rest says, in the middle of it: a picture, words, perhaps a button. Scrolls where room is short.
[[nodiscard]] ui::Element at_rest_in_the_middle(const Look& look, std::vector<ui::Element> parts);
// The whole screen while something is being kept: nothing on it to tap.
[[nodiscard]] ui::Element saving(const Look& look);
// What to do here, and a line of help.
[[nodiscard]] ui::Element title(const Look& look, std::string_view title_key, std::string_view help_key);
// The same for a step of several, with where one is; of a proposal's where not said otherwise.
inline constexpr int steps = 5;
[[nodiscard]] ui::Element step_title(const Look& look, int step, std::string_view title_key, std::string_view help_key,
                                     int of = steps);

}  // namespace minbar::kiosk::parts
