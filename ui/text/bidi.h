// The bidirectional algorithm (UAX 9, Unicode 15.0) over a whole text: each paragraph of the text (ended by a newline
// character) is resolved by itself, so nothing in one reorders another. Used inside ui/text only.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "ui/paragraph.h"
#include "ui/text/characters.h"

namespace minbar::ui::text {

struct BidiParagraph {
  Index end = 0;  // after its newline character
  bool rtl = false;
};

struct Bidi {
  bool rtl = false;                       // of the first paragraph with a strong character, else the fallback
  std::vector<BidiParagraph> paragraphs;  // ascending; at least one
  std::vector<std::uint8_t> levels;       // one a character
  std::vector<std::uint8_t> white;        // 1 for what L1 resets at the end of a line: spaces, separators, formatting
};

// `fallback_rtl`: the direction of a first_strong text without any strong character.
[[nodiscard]] Bidi resolve_bidi(std::u32string_view points, BaseDirection direction, bool fallback_rtl);

// UAX 9, L2: the order in which pieces with these levels stand from left to right.
[[nodiscard]] std::vector<std::size_t> visual_order(const std::vector<std::uint8_t>& levels);

}  // namespace minbar::ui::text
