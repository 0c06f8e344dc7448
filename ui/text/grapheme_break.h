// Grapheme clusters by the rules of UAX 29 (Unicode 15.0), one character at a time: what a reader sees as one letter.
// Used by the segmenter only.
#pragma once

#include "ui/text/break_properties.h"

namespace minbar::ui::text {

class GraphemeBreaker {
 public:
  // Whether a cluster begins at the next character of the text, whose class this is.
  bool starts(GraphemeClass next);

 private:
  // How much of GB11's "Extended_Pictographic Extend* ZWJ" stands before.
  enum class Picture : std::uint8_t { none, shown, joined };
  GraphemeClass before_ = GraphemeClass::control;  // GB1: a cluster begins after it, whatever follows
  Picture picture_ = Picture::none;
  bool half_a_flag_ = false;  // GB12 and GB13: an odd number of regional indicators stands before
};

}  // namespace minbar::ui::text
