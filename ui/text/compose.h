// From characters to a laid out Paragraph: levels, items, shaping, lines, order, alignment. One call, no state kept;
// the typesetter caches its answers. Used inside ui/text only.
#pragma once

#include <string_view>

#include "ui/paragraph.h"
#include "ui/text/fonts.h"
#include "ui/text/segment.h"

namespace minbar::ui::text {

// Linear in the length of the text. `width` in pixels; infinite, or less than one character, is fine.
[[nodiscard]] Paragraph compose(std::string_view text, const TextStyle& style, float width, const FontSet& fonts,
                                const Segmenter& segmenter);

}  // namespace minbar::ui::text
