#include "ui/share_room.h"

#include <algorithm>

namespace minbar::ui {

Spread spread(Justify justify, float room, std::size_t count) {
  room = std::max(0.0F, room);
  switch (justify) {
    case Justify::start:
      return {0, 0};
    case Justify::center:
      return {room / 2, 0};
    case Justify::end:
      return {room, 0};
    case Justify::between:
      return count < 2 ? Spread{0, 0} : Spread{0, room / static_cast<float>(count - 1)};
  }
  return {0, 0};
}

void share_room(const std::vector<Element>& children, float room, std::vector<float>& heights) {
  float wanted = 0, shares = 0;
  for (std::size_t i = 0; i < heights.size(); ++i) {
    if (children[i].most > 1) wanted += heights[i] * (children[i].most - 1);
    shares += children[i].grow;
  }
  const float given = std::min(std::max(0.0F, room), wanted);
  for (std::size_t i = 0; i < heights.size(); ++i) {
    if (children[i].most > 1) heights[i] += heights[i] * (children[i].most - 1) * given / std::max(1.0F, wanted);
    if (children[i].grow > 0) heights[i] = std::max(0.0F, room - given) * children[i].grow / shares;
  }
}

void level_rows(std::vector<float>& heights, float room) {
  if (heights.empty() || room <= 0) return;
  auto sorted = heights;
  std::sort(sorted.begin(), sorted.end());
  float below = 0;  // height of the rows so far, which all rise to one level
  float to = 0;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    below += sorted[i];
    to = (below + room) / static_cast<float>(i + 1);
    if (i + 1 == sorted.size() || to <= sorted[i + 1]) break;
  }
  for (auto& height : heights) height = std::max(height, to);
}

}  // namespace minbar::ui
