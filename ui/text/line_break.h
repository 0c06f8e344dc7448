// Where a line may or must end by the rules of UAX 14 (Unicode 15.0), in one pass over the characters. Numbers are
// kept whole by the regular expression of its section 8.2, example 7, which Unicode's own test data assume too; words
// of Thai and its like are not looked up in a dictionary. Used by the segmenter only.
#pragma once

#include <cstdint>
#include <vector>

#include "ui/text/characters.h"

namespace minbar::ui::text {

struct LineBreak {
  Index at = 0;            // the character that would begin the next line
  bool hard = false;       // after a newline character: the line must end here
  bool reluctant = false;  // only where no other place fits
};

// Ascending; the last one is the end of the text, hard only after a newline character. None is reluctant.
[[nodiscard]] std::vector<LineBreak> find_line_breaks(const Characters& characters);

}  // namespace minbar::ui::text
