#include "ui/sdl/thicken.h"

#include <algorithm>
#include <cmath>

namespace minbar::ui::sdl {

namespace {

// What a pixel of ink gives to one at a distance: all within `by`, less towards a pixel further.
struct Share {
  int dx;
  int dy;
  unsigned of_256;
};

std::vector<Share> shares_within(float by) {
  std::vector<Share> out;
  const int reach = static_cast<int>(std::ceil(by));
  for (int dy = -reach; dy <= reach; ++dy)
    for (int dx = -reach; dx <= reach; ++dx) {
      const float share = std::clamp(by + 1 - std::hypot(static_cast<float>(dx), static_cast<float>(dy)), 0.0F, 1.0F);
      if (share > 0) out.push_back({dx, dy, static_cast<unsigned>(std::lround(share * 256))});
    }
  return out;
}

}  // namespace

Mask thickened(const Mask& mask, float by) {
  const auto shares = shares_within(by);
  Mask out{mask.width, mask.height, std::vector<std::uint8_t>(mask.coverage.size())};
  const int reach = static_cast<int>(std::ceil(by));
  out.blank_above = std::max(0, mask.blank_above - reach);
  out.blank_below = std::max(0, mask.blank_below - reach);
  const auto at = [&](int x, int y) {
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(mask.width) + static_cast<std::size_t>(x);
  };
  for (int y = 0; y < mask.height; ++y)
    for (int x = 0; x < mask.width; ++x) {
      const unsigned ink = mask.coverage[at(x, y)];
      if (ink == 0) continue;
      for (const auto& share : shares) {
        const int to_x = x + share.dx;
        const int to_y = y + share.dy;
        if (to_x < 0 || to_y < 0 || to_x >= mask.width || to_y >= mask.height) continue;
        auto& pixel = out.coverage[at(to_x, to_y)];
        pixel = std::max(pixel, static_cast<std::uint8_t>(ink * share.of_256 / 256));
      }
    }
  return out;
}

}  // namespace minbar::ui::sdl
