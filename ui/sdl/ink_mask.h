// The coverage mask of what a finger drew. Made anew for each frame that shows ink, since it grows with every point,
// and kept nowhere: a signature goes with its session.
#pragma once

#include "ui/scene.h"
#include "ui/sdl/canvas.h"

namespace minbar::ui::sdl {

// As large as ink.rect; strokes with round ends and joints. Time grows with the pixels near the strokes.
[[nodiscard]] Mask ink_mask(const DrawInk& ink);

}  // namespace minbar::ui::sdl
