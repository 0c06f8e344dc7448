#include "sync/collector/desk/bars.h"

#include <fmt/format.h>

namespace minbar::collector {

Bar mirrored(Bar bar, Direction direction) {
  if (direction == Direction::rtl) bar.x = 100 - bar.x - bar.width;
  return bar;
}

Bar plain_bar(double share, Direction direction) { return mirrored({.x = 0, .width = 100 * share}, direction); }

ViewData bar_view(const Bar& bar) {
  ViewData view;
  view.text("x", fmt::format("{:.2f}%", bar.x)).text("width", fmt::format("{:.2f}%", bar.width));
  return view;
}

}  // namespace minbar::collector
