// Letters made bolder than their face: a hairline around every glyph. Used where a face has one weight and its titles
// would stand pale beside those of other scripts. Done once when a run is rasterised; the layout stays as it is.
#pragma once

#include "ui/sdl/canvas.h"

namespace minbar::ui::sdl {

// Ink grows by `by` >= 0 pixels on every side, as far as the mask reaches. Time grows with the ink.
[[nodiscard]] Mask thickened(const Mask& mask, float by);

}  // namespace minbar::ui::sdl
