// The coverage masks of strokes that a round pen leaves: what a finger drew, and pictures. That of ink is made anew for
// each frame that shows it, since it grows with every point, and kept nowhere: a signature goes with its session. That
// of a picture is made once per size by the painter, which keeps it.
#pragma once

#include "ui/picture.h"
#include "ui/scene.h"
#include "ui/sdl/canvas.h"

namespace minbar::ui::sdl {

// As large as ink.rect; strokes with round ends and joints. Time grows with the pixels near the strokes.
[[nodiscard]] Mask ink_mask(const DrawInk& ink);

// `height` > 0 pixels, and as wide as the picture is for it.
[[nodiscard]] Mask picture_mask(const Picture& picture, int height, bool mirrored);

}  // namespace minbar::ui::sdl
