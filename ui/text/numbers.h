// Numbers, codes and telephone numbers in right-to-left text, which the bidi algorithm parts at hyphens, signs and
// spaces: 2026-11-24 would stand as 24-11-2026, 06 12 34 56 78 backwards pair by pair, -5 as 5-. Minbar's own
// rule above the levels (a higher-level protocol, UAX 9, HL5); the text keeps every letter. Used inside ui/text only.
#pragma once

#include <string_view>

#include "ui/text/bidi.h"

namespace minbar::ui::text {

// Gives every such piece of text one level, the next even one, so that it reads from left to right in one place. It is
//  - three or more groups of digits or letters joined by hyphens: 2026-11-24;
//  - two groups, one with a letter or after the word رقم ("number"): 7K2M-93QX, the law رقم 09-08;
//  - a number with its sign: -5, +212;
//  - groups of digits with spaces between: thousands (12 500, 1 234 567) and telephone numbers, which begin with 0 or +
//    and have 8 to 15 digits.
// Two numbers with a hyphen between them are left alone: 2021-2027 is a range, which Arabic reads from the right.
void keep_numbers_whole(std::u32string_view points, Bidi& bidi);

}  // namespace minbar::ui::text
