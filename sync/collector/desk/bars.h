// Places of bars in drawings, mirrored with the page. Used by pages with figures.
#pragma once

#include "sync/collector/desk/view_data.h"
#include "sync/domain/ids.h"

namespace minbar::collector {

// Of a place in a drawing, in percent of its width from its left edge, since SVG knows no start and end.
struct Bar {
  double x = 0;
  double width = 0;
};
// As it stands on a page of this direction, when it is given from the start edge.
[[nodiscard]] Bar mirrored(Bar bar, Direction direction);
// From the start edge; `share` from 0 to 1.
[[nodiscard]] Bar plain_bar(double share, Direction direction);
// x and width, with their sign.
[[nodiscard]] ViewData bar_view(const Bar& bar);

}  // namespace minbar::collector
