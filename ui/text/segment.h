// Where a text may be cut: grapheme clusters (UAX 29) and line breaks (UAX 14), by the rules of Unicode 15.0 over ICU's
// properties; all of Unicode's own tests pass, which ICU's iterators do not. Minbar adds one rule: where French
// typography has a no-break space (« quoted », 20 %, n° 7) a line ends only in need, since citizens type ordinary
// spaces there.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "sync/base/result.h"
#include "ui/text/characters.h"
#include "ui/text/line_break.h"

namespace minbar::ui::text {

class Segmenter {
 public:
  // Error: internal, when ICU is older than the Unicode of the rules.
  [[nodiscard]] static Result<Segmenter> open();

  // Byte offsets of all grapheme boundaries of valid UTF-8, 0 and size included, ascending.
  [[nodiscard]] std::vector<std::size_t> grapheme_boundaries(std::string_view text) const;
  // One entry a character and one for the end: 1 where a grapheme cluster begins (and at the end).
  [[nodiscard]] std::vector<std::uint8_t> grapheme_starts(const Characters& characters) const;
  // Ascending; the last one is the end of the text, hard only after a newline character.
  [[nodiscard]] std::vector<LineBreak> line_breaks(const Characters& characters) const;

 private:
  Segmenter() = default;
};

}  // namespace minbar::ui::text
