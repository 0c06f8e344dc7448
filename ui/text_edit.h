// A text being written, as a value: where the caret is and what the keys do to it. Acts on grapheme clusters, what a
// reader sees as one letter; their boundaries are an injected function. Bidirectional and other control characters
// cannot be entered.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace minbar::ui {

using GraphemeBreaks = std::function<std::vector<std::size_t>(std::string_view)>;

struct TextEdit {
  std::string text;       // UTF-8, letter for letter as typed
  std::size_t caret = 0;  // a byte offset at a grapheme boundary
  bool operator==(const TextEdit&) const = default;
};

struct EditLimits {
  std::size_t code_points;
  bool line_breaks = false;
};

// Inserts before the caret what fits within the limit, whole code points; the rest is not taken.
[[nodiscard]] TextEdit insert(TextEdit edit, std::string_view typed, const EditLimits& limits);
// Deletes the grapheme cluster before the caret, if any.
[[nodiscard]] TextEdit erase_before(TextEdit edit, const GraphemeBreaks& breaks);
// Puts the caret at the nearest grapheme boundary at or before `byte`.
[[nodiscard]] TextEdit place_caret(TextEdit edit, std::size_t byte, const GraphemeBreaks& breaks);
// Whether a code point may be typed: no controls, no bidirectional controls, no private use, no noncharacters.
[[nodiscard]] bool may_be_typed(char32_t code_point);

}  // namespace minbar::ui
