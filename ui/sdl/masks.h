// Coverage masks of the round things that scenes are made of: corners, rings, discs and the khatam. Made once per size
// by the painter, which keeps them. Every shape is symmetric about both its axes, so one rasteriser serves all: sixteen
// scan lines a pixel, each with the exact horizontal extent. Its work grows with a shape's edge, not with its area.
#pragma once

#include "ui/element.h"
#include "ui/sdl/canvas.h"

namespace minbar::ui::sdl {

// A disc of 2 * radius pixels; its quadrants are the corners of a rounded rectangle. radius > 0.
[[nodiscard]] Mask disc_mask(int radius);
// The same disc without what lies deeper than `width` pixels inside; a width of the radius or more leaves the disc
// whole.
[[nodiscard]] Mask ring_mask(int radius, int width);
// A shape that fills a square of `side` > 0 pixels. The star is the khatam: two equal squares, one turned by 45
// degrees.
[[nodiscard]] Mask shape_mask(Shape shape, int side);

}  // namespace minbar::ui::sdl
