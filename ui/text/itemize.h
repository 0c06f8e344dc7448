// Cuts a text into items: the longest stretches of one paragraph, one bidi level, one script and one face. Cuts fall
// between grapheme clusters only, and a joined word is cut only where its level changes. Used inside ui/text only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ui/paragraph.h"
#include "ui/text/bidi.h"
#include "ui/text/characters.h"
#include "ui/text/fonts.h"

namespace minbar::ui::text {

struct Item {
  Index start = 0;
  Index end = 0;
  std::uint8_t level = 0;
  int script = 0;  // ICU's UScriptCode, never Common or Inherited
  int face = 0;
  bool plain = true;  // the face has all its characters, and none is invisible: they are shaped as they are
};

// The script of every character, Common and Inherited ones resolved (UAX 24): by their base or neighbour, by
// Script_Extensions where the neighbour's script is not among them, and a closing bracket as its opening one.
// `fallback`: of a text without any.
[[nodiscard]] std::vector<std::uint16_t> resolve_scripts(const Characters& characters, int fallback);
[[nodiscard]] int script_of(FaceStack stack);
[[nodiscard]] std::string script_name(int script);   // ISO 15924
[[nodiscard]] std::uint32_t script_tag(int script);  // the four letters of it, the first in the highest byte

[[nodiscard]] std::vector<Item> itemize(const Characters& characters, const std::vector<std::uint8_t>& grapheme_starts,
                                        const Bidi& bidi, const TextStyle& style, const FontSet& fonts);

}  // namespace minbar::ui::text
