// Keeps numbers, codes and telephone numbers whole in right-to-left text: which pieces, sync/base/whole_numbers.h says.
// Minbar's own rule above the levels (a higher-level protocol, UAX 9, HL5); the text keeps every letter. Used inside
// ui/text only.
#pragma once

#include <string_view>

#include "ui/text/bidi.h"

namespace minbar::ui::text {

// Gives every such piece of text one level, the next even one, so that it reads from left to right in one place.
void keep_numbers_whole(std::u32string_view points, Bidi& bidi);

}  // namespace minbar::ui::text
