// What is handed to a shaper for the characters of one run, ours or SDL_ttf's, character for character as many:
// controls and other invisible characters become joiners that take no room, tabs and spaces that the face lacks become
// the ordinary space, and what else it lacks becomes one neutral symbol a grapheme cluster (U+FFFD), never a box. Of
// the marks on one letter at most so many are shown as Unicode's stream-safe texts have, since HarfBuzz looks for the
// letter of each mark anew. Used inside ui/text only.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "ui/text/fonts.h"

namespace minbar::ui::text {

inline constexpr std::size_t most_marks = 30;  // UAX 15, section 13

// `run` begins and ends at grapheme boundaries; any part of it that does so too gives the same part of the answer.
[[nodiscard]] std::u32string display_of(std::u32string_view run, int face, const FontSet& fonts);

}  // namespace minbar::ui::text
