// How boxes share the room that is left when all have what they need. Used by layout; lengths are pixels.
#pragma once

#include <vector>

#include "ui/element.h"

namespace minbar::ui {

struct Spread {
  float before;
  float extra_gap;
};
// Where `count` children of a row or a column stand when `room` is left.
[[nodiscard]] Spread spread(Justify justify, float room, std::size_t count);

// `heights` of a column's children, when `room` is left: first for those that may be higher than they like (`most`),
// then for those that grow.
void share_room(const std::vector<Element>& children, float room, std::vector<float>& heights);

// A grid that was given more room makes its rows equal with it, the lowest first.
void level_rows(std::vector<float>& heights, float room);

}  // namespace minbar::ui
