#include "ui/sdl/masks.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace minbar::ui::sdl {

namespace {

constexpr int lines_a_pixel = 16;

std::uint8_t coverage_of(double lines) { return static_cast<std::uint8_t>(std::lround(lines / lines_a_pixel * 255)); }

// The left half of a row of pixels, with the pixel that the axis cuts. Along one scan line a shape covers a part of the
// pixel in which it begins and the whole of each from there to the axis: noted as two numbers, so that only the pixels
// of its edge are computed, and not its area.
class HalfRow {
 public:
  explicit HalfRow(int side)
      : side_(static_cast<std::size_t>(side)), parts_(side_ / 2 + 2), steps_(parts_.size()), first_(parts_.size()) {}

  // `sign` times what lies within `reach` of the axis on one scan line; half a side at most.
  void add(double reach, int sign) {
    const double center = static_cast<double>(side_) / 2;
    const double start = center - reach;
    const auto x = static_cast<std::size_t>(start);
    const double end = static_cast<double>(x) + 1;
    parts_[x] += sign * (end <= center ? end - start : 2 * reach);  // the axis' own pixel is covered from both sides
    steps_[x + 1] += sign;
    first_ = std::min(first_, x);
    last_ = std::max(last_, x + 1);
  }

  // Both halves into a row of zeros; then the row begins anew.
  void write_to(std::uint8_t* row) {
    if (first_ > last_) return;
    int whole = 0;  // lines that cover all of a pixel
    for (std::size_t x = first_; x < std::min(last_, (side_ + 1) / 2); ++x) {
      whole += steps_[x];
      row[x] = row[side_ - 1 - x] = coverage_of(whole + parts_[x]);
    }
    if (2 * last_ < side_) std::fill(row + last_, row + side_ - last_, coverage_of(whole + steps_[last_]));
    std::fill(parts_.data() + first_, parts_.data() + last_, 0.0);
    std::fill(steps_.data() + first_, steps_.data() + last_ + 1, 0);
    first_ = parts_.size();
    last_ = 0;
  }

 private:
  std::size_t side_;
  std::vector<double> parts_;  // of each pixel, what lines cover that begin in it
  std::vector<int> steps_;     // how many lines begin to cover all of a pixel here
  std::size_t first_;          // what was noted lies between these
  std::size_t last_ = 0;
};

// `outer` and `inner` give half the width of the shape and of its hole at a distance from the centre line, in pixels;
// nothing is there when they are zero or less. The lower half is the upper one upside down.
template <class Outer, class Inner>
Mask symmetric_mask(int side, Outer outer, Inner inner) {
  const auto width = static_cast<std::size_t>(side);
  Mask mask{side, side, std::vector<std::uint8_t>(width * width)};
  const double center = side / 2.0;
  HalfRow half(side);
  for (int y = 0; 2 * y < side; ++y) {
    for (int line = 0; line < lines_a_pixel; ++line) {
      const double off_center = std::abs(y + (line + 0.5) / lines_a_pixel - center);
      const double reach = outer(off_center);
      if (reach <= 0) continue;
      half.add(reach, 1);
      if (const double hole = inner(off_center); hole > 0) half.add(hole, -1);
    }
    std::uint8_t* const row = mask.coverage.data() + static_cast<std::size_t>(y) * width;
    half.write_to(row);
    std::copy_n(row, width, mask.coverage.data() + static_cast<std::size_t>(side - 1 - y) * width);
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
