// Where a text may be cut: grapheme clusters (UAX 29) and line breaks (UAX 14), by ICU's root rules. One house rule is
// added: where French typography has a no-break space (« quoted », 20 %) a line ends only in need, since citizens type
// ordinary spaces there.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "sync/base/result.h"
#include "ui/text/characters.h"

struct UBreakIterator;

namespace minbar::ui::text {

struct LineBreak {
  Index at = 0;            // the character that would begin the next line
  bool hard = false;       // after a newline character: the line must end here
  bool reluctant = false;  // only where no other place fits
};

class Segmenter {
 public:
  // Error: internal, when ICU's data are not installed.
  [[nodiscard]] static Result<Segmenter> open();

  // Byte offsets of all grapheme boundaries of valid UTF-8, 0 and size included, ascending.
  [[nodiscard]] std::vector<std::size_t> grapheme_boundaries(std::string_view text) const;
  // One entry a character and one for the end: 1 where a grapheme cluster begins (and at the end).
  [[nodiscard]] std::vector<std::uint8_t> grapheme_starts(const Characters& characters) const;
  // Ascending; the last one is the end of the text, hard only after a newline character.
  [[nodiscard]] std::vector<LineBreak> line_breaks(const Characters& characters) const;

 private:
  struct Close {
    void operator()(UBreakIterator* iterator) const;
  };
  using Iterator = std::unique_ptr<UBreakIterator, Close>;
  Segmenter(Iterator graphemes, Iterator lines);
  Iterator graphemes_;
  Iterator lines_;
};

}  // namespace minbar::ui::text
