// Where on a panel stands what a screen says and what it gives to touch (ui/LOOK.md, "Where things stand"). Used by the
// screens' views, whose result goes into a page of the frame.
#pragma once

#include <optional>

#include "kiosk/parts/parts.h"

namespace minbar::kiosk::parts {

// What a screen says, and what it gives to touch.
struct Matter {
  ui::Element head;
  std::optional<ui::Element> said = {};
  std::optional<ui::Element> hands = {};  // a column
  bool broad = false;                     // a list or faces: on a wide panel they have the whole width under the head
  bool welcomes = false;                  // on a wide panel what is said stands in the middle of its column
};
// What is said at the top, or at the start of a wide panel; what is touched at the height of a hand, larger where there
// is room. Where they do not fit, what is said scrolls above what is touched; then all of it.
[[nodiscard]] ui::Element composed(const Look& look, Matter matter);
// The same while all of it fits, for a screen that has several ways to stand.
[[nodiscard]] ui::Element standing(const Look& look, Matter matter);
// The two columns of a wide panel.
[[nodiscard]] ui::Element beside(const Look& look, ui::Element words, ui::Element hands);

}  // namespace minbar::kiosk::parts
