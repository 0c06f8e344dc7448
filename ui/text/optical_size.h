// The whole pixel size at which each face of a style is shaped and painted, so that scripts beside each other look of
// one size. Used inside ui/text, and by the commands that show a layout.
#pragma once

#include "ui/paragraph.h"
#include "ui/text/fonts.h"

namespace minbar::ui::text {

// Of the own faces of a style's stack.
[[nodiscard]] int pixel_size_of(const TextStyle& style);
// Of any face: of equal em, Arabic looks smaller than Latin beside it, since its body is lower (a tooth of 0.40 em
// beside an x of 0.54), and Tifinagh larger, since all its letters are as high as capitals.
[[nodiscard]] int pixel_size_of(const TextStyle& style, const Face& face);

}  // namespace minbar::ui::text
