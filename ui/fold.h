// Where a page of something scrolled ends: between its rows, never through one. Used by layout; knows only what was
// drawn and where.
#pragma once

#include <vector>

#include "ui/scene.h"

namespace minbar::ui {

struct FoldedPage {
  float top = 0;     // of the page, in what is scrolled
  float height = 0;  // what shows of it
  bool last = false;
};

// Page `nth` of what `drawn` shows from 0 to `natural`, where `room` of it can be seen at once. A page ends between
// rows: where nothing lies across, or, inside what is higher than a page, between what it holds, or between two lines.
// The last page is full; a number below 0 names it.
[[nodiscard]] FoldedPage page_at(const std::vector<DrawCommand>& drawn, float room, float natural, int nth);

}  // namespace minbar::ui
