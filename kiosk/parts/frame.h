// The frame every screen stands in: the header with the languages and the text size, the title, the footer with the
// ways on and out. Used by the screens' views only.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "kiosk/parts/parts.h"

namespace minbar::kiosk::parts {

// What stands at the foot of a screen: the way out at the start, and at the end, wide and always in one place, what the
// screen is about.
struct Foot {
  std::optional<ui::Element> out = {};
  std::optional<ui::Element> on = {};
  bool again = true;  // "start again" stands in the header
  // The way on sends what the page shows: it stands when the page's end is seen, and until then "more" is what to do.
  bool sends = false;
};

// A whole screen: header, then `body` within the reading width, then the foot.
[[nodiscard]] ui::Element page(const Look& look, ui::Element body, Foot foot);
// The same without ways out: a screen of rest.
[[nodiscard]] ui::Element page(const Look& look, ui::Element body);
// A screen to type on: `title` (as title() or step_title() make it), what is written, the keys, the foot. On a wide
// panel the keys stand at the end; on a panel of little height the header goes.
[[nodiscard]] ui::Element typing_page(const Look& look, ui::Element title, ui::Element writing, ui::Element keys,
                                      Foot foot);
// A head and what scrolls under it; where room is short the head scrolls along.
[[nodiscard]] ui::Element scrolled(const Look& look, ui::Element head, ui::Element content);

// What a screen of rest says, in the middle of it: a picture, words, perhaps a button. Scrolls where room is short.
[[nodiscard]] ui::Element at_rest_in_the_middle(const Look& look, std::vector<ui::Element> parts);
// The same under which stands how long it stays.
[[nodiscard]] ui::Element until_it_closes(const Look& look, ui::Element body);
// The whole screen while something is being kept: nothing on it to tap.
[[nodiscard]] ui::Element saving(const Look& look);
// What to do here, and a line of help.
[[nodiscard]] ui::Element title(const Look& look, std::string_view title_key, std::string_view help_key);
// The same for a step of several, with where one is.
[[nodiscard]] ui::Element step_title(const Look& look, int step, std::string_view title_key, std::string_view help_key,
                                     int of);

}  // namespace minbar::kiosk::parts
