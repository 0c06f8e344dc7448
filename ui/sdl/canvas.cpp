#include "ui/sdl/canvas.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

namespace minbar::ui::sdl {

namespace {

constexpr std::uint32_t opaque = 0xFF000000;

// Of two rows that share no pixel. What may overlap is copied byte by byte under a sanitizer.
void copy_row(const std::uint32_t* from, int width, std::uint32_t* to) {
  std::memcpy(to, from, static_cast<std::size_t>(width) * sizeof *from);
}

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

FourPixels blended(FourPixels ground, FourPixels color, FourPixels weight) {
  const auto part = reinterpret_cast<EightLanes>(weight | weight << 16U);
  const EightLanes rest = 256 - part;
  const auto mixed = [&](FourPixels over, FourPixels under) {
    return reinterpret_cast<FourPixels>(
        (reinterpret_cast<EightLanes>(over) * part + reinterpret_cast<EightLanes>(under) * rest + 0x80) >> 8U);
  };
  const FourPixels red_blue = mixed(color & 0xFF00FF, ground & 0xFF00FF);
  const FourPixels alpha_green = mixed(color >> 8U & 0xFF00FF, ground >> 8U & 0xFF00FF);
  return red_blue | alpha_green << 8U;
}

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
  ground = blended(ground, FourPixels{} + ink.value, weight);
  std::memcpy(row, &ground, sizeof(ground));
}

void stamp_four(std::uint32_t* row, const std::uint8_t* coverage, const Ink& ink) {
  std::uint32_t four = 0;
  static_assert(sizeof(four) == block);
  std::memcpy(&four, coverage, sizeof(four));
  if (four == 0) return;
  if (four == ~std::uint32_t{0} && ink.strength == 256) {
    std::fill_n(row, block, ink.value);
  } else {
    stamp_block(row, coverage, ink);
  }
}

constexpr int stretch = 16;

// Most values of a mask are 0, and most of the others 255: sixteen of either kind need one look.
void stamp_stretch(std::uint32_t* row, const std::uint8_t* coverage, const Ink& ink) {
  std::array<std::uint64_t, 2> halves;
  static_assert(sizeof(halves) == stretch);
  std::memcpy(halves.data(), coverage, sizeof(halves));
  if ((halves[0] | halves[1]) == 0) return;
  if ((halves[0] & halves[1]) == ~std::uint64_t{0} && ink.strength == 256) {
    std::fill_n(row, stretch, ink.value);
  } else {
    for (int x = 0; x < stretch; x += block) stamp_four(row + x, coverage + x, ink);
  }
}

void stamp_row(std::uint32_t* row, const std::uint8_t* coverage, int width, const Ink& ink) {
  int x = 0;
  for (; x + stretch <= width; x += stretch) stamp_stretch(row + x, coverage + x, ink);
  for (; x + block <= width; x += block) stamp_four(row + x, coverage + x, ink);
  for (; x < width; ++x) {
    if (coverage[x] != 0) row[x] = blended(row[x], ink.value, ink.weight(coverage[x]));
  }
}

// Moves a part of a row by `offset` pixels to the right (negative: left); what it has not reached shows the frame
// before.
void slide(std::uint32_t* row, const std::uint32_t* old, int width, int offset) {
  const int by = std::clamp(offset, -width, width);
  if (by > 0) {
    std::copy_backward(row, row + width - by, row + width);
    copy_row(old, by, row);
  } else {
    std::copy(row - by, row + width, row);
    copy_row(old + width + by, -by, row + width + by);
  }
}

void mix_row(std::uint32_t* row, const std::uint32_t* old, int width, std::uint32_t weight) {
  int x = 0;
  for (; x + block <= width; x += block) {
    FourPixels over, under;
    std::memcpy(&over, row + x, sizeof(over));
    std::memcpy(&under, old + x, sizeof(under));
    over = blended(under, over, FourPixels{} + weight) | opaque;
    std::memcpy(row + x, &over, sizeof(over));
  }
  for (; x < width; ++x) row[x] = blended(old[x], row[x], weight);
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
  std::uint32_t* const first = row_of(canvas, shown.y) + shown.x;
  if (color.a == 255) {
    std::fill_n(first, shown.width, value);
    // A copy is made with the widest stores of this processor; a loop compiled for every processor has the narrowest.
    for (int y = shown.y + 1; y < shown.bottom(); ++y) copy_row(first, shown.width, row_of(canvas, y) + shown.x);
    return;
  }
  const std::uint32_t weight = weight_of(color.a);
  for (int y = shown.y; y < shown.bottom(); ++y) {
    std::uint32_t* const row = row_of(canvas, y) + shown.x;
    for (int x = 0; x < shown.width; ++x) row[x] = blended(row[x], value, weight);
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

bool keep(const Canvas& canvas, Pixels& kept) {
  if (!kept.memory.take(canvas.width, canvas.height)) return false;
  kept.width = canvas.width;
  kept.height = canvas.height;
  for (int y = 0; y < canvas.height; ++y)
    copy_row(row_of(canvas, y), canvas.width, kept.memory.pixels() + static_cast<std::ptrdiff_t>(y) * canvas.width);
  return true;
}

void mix(const Canvas& canvas, const Pixels& before, const Mix& how) {
  const auto weight = static_cast<std::uint32_t>(std::lround(std::clamp(how.share, 0.0F, 1.0F) * 256));
  const PixelRect moving = how.moving.intersected(canvas.bounds());
  for (int y = 0; y < canvas.height; ++y) {
    std::uint32_t* const row = row_of(canvas, y);
    const std::uint32_t* const old = before.memory.pixels() + static_cast<std::ptrdiff_t>(y) * canvas.width;
    if (how.offset != 0 && y >= moving.y && y < moving.bottom())
      slide(row + moving.x, old + moving.x, moving.width, how.offset);
    if (std::equal(row, row + canvas.width, old)) continue;  // what stands still in both
    mix_row(row, old, canvas.width, weight);
  }
}

}  // namespace minbar::ui::sdl
