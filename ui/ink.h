// What a finger draws: strokes on a pad. A stroke is a value in the pad's own measure, so that it outlives the panel it
// was drawn on; where a pad stands and which finger draws is decided here, what the strokes mean elsewhere.
#pragma once

#include <optional>

#include "ui/scene.h"
#include "ui/touch.h"

namespace minbar::ui {

// A finger that draws, and the pad it began on.
struct Drawing {
  std::int64_t finger = 0;
  Rect pad;
};

struct PenPoint {
  Point at;  // 0 to 1 of the pad's longer side, from its top left corner; on the pad even when the finger left it
  bool begins = false;  // a stroke
  Point edge = {1, 1};  // the pad's lower right corner, in the same measure
};

struct DrawingStep {
  std::optional<Drawing> drawing;
  std::optional<PenPoint> point;
  bool taken = false;  // the event was the pen's: nobody else looks at it
};

// A finger that comes down on a pad draws until it is lifted, wherever it goes; a second one draws nothing.
[[nodiscard]] DrawingStep draw(const std::optional<Drawing>& drawing, const TouchEvent& event, const Scene& scene);

// The command that paints the element's ink within `inner`; lengths in pixels. What was drawn on a pad of another
// shape, and would be cut here, is made smaller and stands in the middle.
[[nodiscard]] DrawInk ink_in(const Element& pad, const Rect& inner, float pen_width, Color color);

}  // namespace minbar::ui
