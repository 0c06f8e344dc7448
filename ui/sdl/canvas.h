// The pixels that a frame is painted into, and the two things done to them: fill a rectangle, and lay a colour through
// a mask of coverage. Integer arithmetic only, so that the same scene gives the same pixels on every machine. Used by
// the painter and by the window that owns the memory; it allocates nothing and reads no pixel outside of its bounds.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "ui/geometry.h"
#include "ui/sdl/frame_memory.h"

namespace minbar::ui::sdl {

struct PixelRect {
  int x = 0;
  int y = 0;
  int width = 0;
  int height = 0;
  bool operator==(const PixelRect&) const = default;
  [[nodiscard]] int right() const { return x + width; }
  [[nodiscard]] int bottom() const { return y + height; }
  [[nodiscard]] bool empty() const { return width <= 0 || height <= 0; }
  [[nodiscard]] PixelRect intersected(const PixelRect& other) const;
};

// Edges rounded to the nearest pixel, so that boxes that touch still touch.
[[nodiscard]] PixelRect snapped(const Rect& rect);

// Opaque pixels 0xFFRRGGBB, rows from the top, `stride` pixels from one row to the next. Valid until the window is
// resized.
struct Canvas {
  std::uint32_t* pixels = nullptr;
  int width = 0;
  int height = 0;
  int stride = 0;
  [[nodiscard]] PixelRect bounds() const { return {0, 0, width, height}; }
};

// How much of every pixel is covered, 0 to 255, rows from the top without padding.
struct Mask {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> coverage;
  int blank_above = 0;  // rows at the top, and at the bottom, that are known to cover nothing
  int blank_below = 0;
  [[nodiscard]] PixelRect bounds() const { return {0, 0, width, height}; }
};

// Paints `rect` within `clip`, blending when the colour is translucent.
void fill(const Canvas& canvas, const PixelRect& clip, const PixelRect& rect, Color color);

// A part of a mask, and where its top left corner goes.
struct Stamp {
  PixelRect source;
  int x = 0;
  int y = 0;
};
// `stamp.source` lies within the mask; what falls outside of `clip` is left out.
void stamp_mask(const Canvas& canvas, const PixelRect& clip, const Mask& mask, const Stamp& stamp, Color color);

// A frame kept aside, rows without padding.
struct Pixels {
  int width = 0;
  int height = 0;
  FrameMemory memory;
};
// Instead of what was kept before. False, and nothing is kept, when there is no memory.
[[nodiscard]] bool keep(const Canvas& canvas, Pixels& kept);

// How a new frame stands over the one before it.
struct Mix {
  PixelRect moving;  // the part that slides
  int offset = 0;    // pixels to the right of its place; negative: to the left
  float share = 1;   // of the new frame
};
// Leaves on the canvas, which holds the new frame, its mixture with `before` of the same size. What the moving part has
// not reached yet shows the frame before.
void mix(const Canvas& canvas, const Pixels& before, const Mix& how);

}  // namespace minbar::ui::sdl
