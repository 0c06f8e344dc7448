// Coverage masks of what is drawn by formula: the features of the five faces and one tile of zellige. Each is a signed
// distance function of the plane, so that an edge is smooth at every size and a mask costs at most one evaluation a
// pixel; what is symmetric costs less. Made once per size by the painter, which keeps them.
#pragma once

#include "ui/element.h"
#include "ui/sdl/canvas.h"

namespace minbar::ui::sdl {

// Eyes, brows and mouth of a face (Shape::face_1 to face_5) whose disc fills a square of `side` > 0 pixels; the disc
// itself is a Shape::circle under it.
[[nodiscard]] Mask face_mask(Shape face, int side);

// One tile of the star-and-cross pattern of Moroccan zellige: khatams whose tips touch, crosses between them, as lines.
// It repeats without a seam in both directions. `side` > 0 pixels, the distance between the centres of two stars.
[[nodiscard]] Mask zellige_mask(int side);

}  // namespace minbar::ui::sdl
