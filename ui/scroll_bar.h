// The visible "more" of a scroll area: a bar of one or two buttons, never a gesture. Used by layout only.
#pragma once

#include "ui/element.h"

namespace minbar::ui {

struct ScrollWays {
  bool forward = false;
  bool back = false;
};

// `scroll`: the scroll element, whose actions and words the bar carries.
[[nodiscard]] Element scroll_bar(const Element& scroll, ScrollWays ways, float text_scale);

}  // namespace minbar::ui
