// A text as the stages of layout share it: UTF-8, its code points, and what of each is white or invisible. Indices of
// characters are into `points`; `bytes` turns them into offsets of the UTF-8. Used inside ui/text only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace minbar::ui::text {

using Index = std::uint32_t;

struct Characters {
  std::string text;  // valid UTF-8
  std::u32string points;
  std::vector<Index> bytes;  // points.size() + 1 offsets into text
  [[nodiscard]] Index size() const { return static_cast<Index>(points.size()); }
  // The character that begins at a byte offset, by binary search.
  [[nodiscard]] Index at_byte(std::size_t byte) const;
};

// Invalid bytes become U+FFFD.
[[nodiscard]] Characters characters_of(std::string_view text);

// Controls, line ends and default-ignorables (Unicode's property): nothing of them is ever painted, and they take no
// room.
[[nodiscard]] bool is_invisible(char32_t c);
[[nodiscard]] bool is_space(char32_t c);    // general category Zs, and the tab
[[nodiscard]] bool is_neutral(char32_t c);  // script Common or Inherited
// Whether the letters on the two sides of a place join there (Arabic and its like): `before` ends at it, `after` begins
// at it.
[[nodiscard]] bool joins(std::u32string_view before, std::u32string_view after);

}  // namespace minbar::ui::text
