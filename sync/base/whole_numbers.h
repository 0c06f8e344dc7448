// Numbers, codes and telephone numbers in right-to-left text, which the bidi algorithm parts at hyphens, signs and
// spaces: 2026-11-24 would stand as 24-11-2026, 06 12 34 56 78 backwards pair by pair, -5 as 5-. One rule for whoever
// shows what somebody wrote: the kiosk's typesetter keeps these pieces whole above the levels (UAX 9, HL5), the desk
// isolates them for the browser. No letter of a text is changed.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace minbar {

// Half open, in code points.
struct NumberPiece {
  std::size_t start = 0;
  std::size_t end = 0;
};

// The next piece at `at` or after it that reads from left to right in one place, and `at` moved past it; an empty one
// at the end of the text. It is
//  - three or more groups of digits or letters joined by hyphens: 2026-11-24;
//  - two groups, one with a letter or after the word رقم ("number"): 7K2M-93QX, the law رقم 09-08;
//  - a number with its sign: -5, +212;
//  - groups of digits with spaces between: thousands (12 500, 1 234 567) and telephone numbers, which begin with 0 or +
//    and have 8 to 15 digits;
//  - else one group of digits and letters.
// Two numbers with a hyphen between them are left alone: 2021-2027 is a range, which Arabic reads from the right.
[[nodiscard]] NumberPiece next_number_piece(std::u32string_view points, std::size_t& at);

// For a browser: U+2066 and U+2069 around each piece of more than one group, where the text has Arabic letters; else as
// it is.
[[nodiscard]] std::string with_whole_numbers(std::string_view text);

}  // namespace minbar
