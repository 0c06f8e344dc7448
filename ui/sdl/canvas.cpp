#include "ui/sdl/canvas.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace minbar::ui::sdl {

namespace {

constexpr std::uint32_t opaque = 0xFF000000;

std::uint32_t packed(Color c) {
  return opaque | (std::uint32_t{c.r} << 16U) | (std::uint32_t{c.g} << 8U) | std::uint32_t{c.b};
}

// 0..255 to 0..256, so that full coverage gives the colour itself and none leaves the ground untouched.
std::uint32_t weight_of(std::uint32_t alpha) { return alpha + (alpha >> 7U); }

// Red and blue share one multiplication; each lane keeps 16 bits, and weights add up to 256.
std::uint32_t blended(std::uint32_t ground, std::uint32_t color, std::uint32_t weight) {
  const std::uint32_t rest = 256 - weight;
  const std::uint32_t red_blue = ((color & 0xFF00FF) * weight + (ground & 0xFF00FF) * rest + 0x800080) >> 8U;
  const std::uint32_t green = ((color & 0x00FF00) * weight + (ground & 0x00FF00) * rest + 0x008000) >> 8U;
  return opaque | (red_blue & 0xFF00FF) | (green & 0x00FF00);
}

// Four pixels are blended at once, to the same result as one by one: red and blue in the 16 bit lanes of one vector,
// alpha and green in those of another. 128 bits are what every processor of a kiosk has.
constexpr int block = 4;
using FourBytes = std::uint8_t __attribute__((vector_size(block)));
using FourPixels = std::uint32_t __attribute__((vector_size(block * sizeof(std::uint32_t))));
using EightLanes = std::uint16_t __attribute__((vector_size(block * sizeof(std::uint32_t))));

// The colour of a stamp, and how much of it full coverage lays down, 0 to 256.
struct Ink {
  std::uint32_t value;
  std::uint32_t strength;
  explicit Ink(Color color) : value(packed(color)), strength(weight_of(color.a)) {}
  [[nodiscard]] std::uint32_t weight(std::uint8_t coverage) const { return (weight_of(coverage) * strength) >> 8U; }
};

void stamp_block(std::uint32_t* row, const std::uint8_t* coverage, const Ink& ink) {
  FourBytes covered;
  FourPixels ground;
  std::memcpy(&covered, coverage, sizeof(covered));
  std::memcpy(&ground, row, sizeof(ground));
  FourPixels weight = __builtin_convertvector(covered, FourPixels);
  weight += weight >> 7U;
  if (ink.strength != 256) weight = (weight * ink.strength) >> 8U;
  const auto part = reinterpret_cast<EightLanes>(weight | weight << 16U);
  const EightLanes rest = 256 - part;
  const auto mixed = [&](std::uint32_t color, FourPixels under) {
    const auto over = reinterpret_cast<EightLanes>(FourPixels{} + color);
    return reinterpret_cast<FourPixels>((over * part + reinterpret_cast<EightLanes>(under) * rest + 0x80) >> 8U);
  };
  const FourPixels red_blue = mixed(ink.value & 0xFF00FF, ground & 0xFF00FF);
  const FourPixels alpha_green = mixed(ink.value >> 8U & 0xFF00FF, ground >> 8U & 0xFF00FF);
  ground = red_blue | alpha_green << 8U;
  std::memcpy(row, &ground, sizeof(ground));
}

void stamp_row(std::uint32_t* row, const std::uint8_t* coverage, int width, const Ink& ink) {
  int x = 0;
  for (; x + block <= width; x += block) {
    std::uint32_t four = 0;
    static_assert(sizeof(four) == block);
    std::memcpy(&four, coverage + x, sizeof(four));
    if (four == 0) continue;  // most of a mask is paper
    if (four == ~std::uint32_t{0} && ink.strength == 256) {
      std::fill_n(row + x, block, ink.value);
    } else {
      stamp_block(row + x, coverage + x, ink);
    }
  }
  for (; x < width; ++x) {
    if (coverage[x] != 0) row[x] = blended(row[x], ink.value, ink.weight(coverage[x]));
  }
}

std::uint32_t* row_of(const Canvas& canvas, int y) {
  return canvas.pixels + static_cast<std::ptrdiff_t>(y) * canvas.stride;
}

}  // namespace

PixelRect PixelRect::intersected(const PixelRect& other) const {
  const int left = std::max(x, other.x);
  const int top = std::max(y, other.y);
  return {left, top, std::max(0, std::min(right(), other.right()) - left),
          std::max(0, std::min(bottom(), other.bottom()) - top)};
}

PixelRect snapped(const Rect& rect) {
  const auto nearest = [](float v) { return static_cast<int>(std::lround(v)); };
  const int left = nearest(rect.x);
  const int top = nearest(rect.y);
  return {left, top, nearest(rect.right()) - left, nearest(rect.bottom()) - top};
}

void fill(const Canvas& canvas, const PixelRect& clip, const PixelRect& rect, Color color) {
  const PixelRect shown = rect.intersected(clip).intersected(canvas.bounds());
  if (shown.empty() || color.a == 0) return;
  const std::uint32_t value = packed(color);
  const std::uint32_t weight = weight_of(color.a);
  for (int y = shown.y; y < shown.bottom(); ++y) {
    std::uint32_t* const row = row_of(canvas, y) + shown.x;
    if (color.a == 255) {
      std::fill_n(row, shown.width, value);
    } else {
      for (int x = 0; x < shown.width; ++x) row[x] = blended(row[x], value, weight);
    }
  }
}

void stamp_mask(const Canvas& canvas, const PixelRect& clip, const Mask& mask, const Stamp& stamp, Color color) {
  const PixelRect target{stamp.x, stamp.y, stamp.source.width, stamp.source.height};
  const PixelRect inked{target.x, stamp.y - stamp.source.y + mask.blank_above, target.width,
                        mask.height - mask.blank_above - mask.blank_below};
  const PixelRect shown = target.intersected(inked).intersected(clip).intersected(canvas.bounds());
  if (shown.empty() || color.a == 0) return;
  const Ink ink(color);
  for (int y = shown.y; y < shown.bottom(); ++y) {
    const auto from =
        static_cast<std::ptrdiff_t>(stamp.source.y + y - stamp.y) * mask.width + stamp.source.x + (shown.x - stamp.x);
    stamp_row(row_of(canvas, y) + shown.x, mask.coverage.data() + from, shown.width, ink);
  }
}

void keep(const Canvas& canvas, Pixels& kept) {
  kept.width = canvas.width;
  kept.height = canvas.height;
  kept.pixels.resize(static_cast<std::size_t>(canvas.width) * static_cast<std::size_t>(canvas.height));
  for (int y = 0; y < canvas.height; ++y)
    std::copy_n(row_of(canvas, y), canvas.width, kept.pixels.begin() + static_cast<std::ptrdiff_t>(y) * canvas.width);
}

void mix(const Canvas& canvas, const Pixels& before, const Mix& how) {
  const auto weight = static_cast<std::uint32_t>(std::lround(std::clamp(how.share, 0.0F, 1.0F) * 256));
  const PixelRect moving = how.moving.intersected(canvas.bounds());
  std::vector<std::uint32_t> fresh(static_cast<std::size_t>(canvas.width));
  for (int y = 0; y < canvas.height; ++y) {
    std::uint32_t* const row = row_of(canvas, y);
    const std::uint32_t* const old = before.pixels.data() + static_cast<std::ptrdiff_t>(y) * canvas.width;
    if (how.offset != 0 && y >= moving.y && y < moving.bottom()) {
      std::copy_n(row, canvas.width, fresh.begin());
      for (int x = moving.x; x < moving.right(); ++x) {
        const int from = x - how.offset;
        row[x] = from >= moving.x && from < moving.right() ? fresh[static_cast<std::size_t>(from)] : old[x];
      }
    }
    if (std::equal(row, row + canvas.width, old)) continue;  // what stands still in both
    for (int x = 0; x < canvas.width; ++x) row[x] = blended(old[x], row[x], weight);
  }
}

}  // namespace minbar::ui::sdl
