// A paragraph as text for people: every stage from levels to glyphs. Used by `minbar-kiosk text` and by the goldens;
// the layout is stable, since goldens pin it. It paints nothing.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ui/paragraph.h"
#include "ui/text/fonts.h"

namespace minbar::ui::text {

struct LevelRange {
  std::size_t start_byte = 0;
  std::size_t end_byte = 0;
  int level = 0;
};

// The levels of a line in logical order, as they stand after UAX 9 L1; the ellipsis, which has no bytes, left out.
[[nodiscard]] std::vector<LevelRange> levels_of(const Line& line);
// Controls and format characters as \u{202E}, so that a terminal is not disturbed by them.
[[nodiscard]] std::string escaped(std::string_view text);
[[nodiscard]] std::string dump(const Paragraph& paragraph, const FontSet& fonts);

}  // namespace minbar::ui::text
