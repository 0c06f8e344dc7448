#include "ui/sdl/ink_mask.h"

#include <algorithm>
#include <cmath>

namespace minbar::ui::sdl {

namespace {

float distance_to(Point p, Point a, Point b) {
  const float dx = b.x - a.x;
  const float dy = b.y - a.y;
  const float length2 = dx * dx + dy * dy;
  const float t = length2 > 0 ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / length2, 0.0F, 1.0F) : 0.0F;
  return std::hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
}

// A capsule about the way from a to b, in the mask's own pixels; strokes that cross do not darken each other.
void add_segment(Mask& mask, Point a, Point b, float radius) {
  const float reach = radius + 1;
  const int left = std::max(0, static_cast<int>(std::floor(std::min(a.x, b.x) - reach)));
  const int right = std::min(mask.width, static_cast<int>(std::ceil(std::max(a.x, b.x) + reach)));
  const int top = std::max(0, static_cast<int>(std::floor(std::min(a.y, b.y) - reach)));
  const int bottom = std::min(mask.height, static_cast<int>(std::ceil(std::max(a.y, b.y) + reach)));
  for (int y = top; y < bottom; ++y)
    for (int x = left; x < right; ++x) {
      const Point middle{static_cast<float>(x) + 0.5F, static_cast<float>(y) + 0.5F};
      const float covered = std::clamp(radius + 0.5F - distance_to(middle, a, b), 0.0F, 1.0F);
      auto& pixel = mask.coverage[static_cast<std::size_t>(y) * static_cast<std::size_t>(mask.width) +
                                  static_cast<std::size_t>(x)];
      pixel = std::max(pixel, static_cast<std::uint8_t>(std::lround(covered * 255)));
    }
}

}  // namespace

Mask ink_mask(const DrawInk& ink) {
  const auto rect = snapped(ink.rect);
  Mask mask{std::max(0, rect.width), std::max(0, rect.height), {}};
  mask.coverage.resize(static_cast<std::size_t>(mask.width) * static_cast<std::size_t>(mask.height));
  const auto moved = [&](Point p) { return Point{p.x - static_cast<float>(rect.x), p.y - static_cast<float>(rect.y)}; };
  for (const auto& stroke : ink.strokes)
    for (std::size_t i = 0; i < stroke.size(); ++i)
      add_segment(mask, moved(stroke[i == 0 ? 0 : i - 1]), moved(stroke[i]), ink.width / 2);
  return mask;
}

Mask picture_mask(const Picture& picture, int height, bool mirrored) {
  const auto high = static_cast<float>(height);
  const float unit = high / picture_grid;
  return ink_mask(
      {strokes_of(picture, high, mirrored), {0, 0, std::round(unit * picture.width), high}, unit * picture.pen, {}});
}

}  // namespace minbar::ui::sdl
