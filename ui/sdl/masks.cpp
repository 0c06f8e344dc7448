#include "ui/sdl/masks.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace minbar::ui::sdl {

namespace {

constexpr int lines_a_pixel = 16;

// Adds the part of every pixel that [left, right] covers along one scan line.
void add_extent(std::vector<double>& row, double left, double right) {
  const double end = std::min(right, static_cast<double>(row.size()));
  const double start = std::max(left, 0.0);
  for (auto x = static_cast<std::size_t>(start); static_cast<double>(x) < end; ++x) {
    const auto edge = static_cast<double>(x);
    row[x] += std::min(end, edge + 1) - std::max(start, edge);
  }
}

// `outer` and `inner` give half the width of the shape and of its hole at a distance from the centre line, in pixels;
// nothing is there when they are zero or less.
template <class Outer, class Inner>
Mask symmetric_mask(int side, Outer outer, Inner inner) {
  Mask mask{side, side, {}};
  mask.coverage.reserve(static_cast<std::size_t>(side) * static_cast<std::size_t>(side));
  const double center = side / 2.0;
  std::vector<double> row(static_cast<std::size_t>(side));
  for (int y = 0; y < side; ++y) {
    std::fill(row.begin(), row.end(), 0.0);
    for (int line = 0; line < lines_a_pixel; ++line) {
      const double off_center = std::abs(y + (line + 0.5) / lines_a_pixel - center);
      const double reach = outer(off_center);
      if (reach <= 0) continue;
      const double hole = std::max(0.0, inner(off_center));
      add_extent(row, center - reach, center - hole);
      add_extent(row, center + hole, center + reach);
    }
    for (const double covered : row)
      mask.coverage.push_back(static_cast<std::uint8_t>(std::lround(covered / lines_a_pixel * 255)));
  }
  return mask;
}

double half_chord(double radius, double off_center) {
  return off_center < radius ? std::sqrt(radius * radius - off_center * off_center) : 0;
}

// Of the two squares of a khatam the wider one rules at every height, since both are centred.
double half_khatam(double reach, double off_center) {
  const double half_side = reach / std::numbers::sqrt2;
  const double upright = off_center < half_side ? half_side : 0;
  return std::max(upright, reach - off_center);
}

double solid(double) { return 0; }

}  // namespace

Mask disc_mask(int radius) {
  return symmetric_mask(
      2 * radius, [radius](double y) { return half_chord(radius, y); }, solid);
}

Mask ring_mask(int radius, int width) {
  return symmetric_mask(
      2 * radius, [radius](double y) { return half_chord(radius, y); },
      [hole = radius - width](double y) { return half_chord(std::max(0, hole), y); });
}

Mask shape_mask(Shape shape, int side) {
  const double reach = side / 2.0;
  if (shape == Shape::circle)
    return symmetric_mask(
        side, [reach](double y) { return half_chord(reach, y); }, solid);
  return symmetric_mask(
      side, [reach](double y) { return half_khatam(reach, y); }, solid);
}

}  // namespace minbar::ui::sdl
