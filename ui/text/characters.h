// A text as the stages of layout share it: UTF-8, its code points, and what the layout asks of each of them. Indices of
// characters are into `points`; `bytes` turns them into offsets of the UTF-8. Used inside ui/text only.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ui/text/break_properties.h"

namespace minbar::ui::text {

using Index = std::uint32_t;

// Unicode's properties of a character, as far as layout asks for them at every letter.
struct Traits {
  std::uint16_t script = 0;    // ICU's UScriptCode of the Script property
  bool neutral : 1 = false;    // script Common, Inherited or unknown
  bool extended : 1 = false;   // neutral, yet Script_Extensions names scripts
  bool bracket : 1 = false;    // Bidi_Paired_Bracket_Type is not None
  bool invisible : 1 = false;  // controls, line ends and default-ignorables: never painted, and they take no room
  bool space : 1 = false;      // general category Zs, and the tab
  std::uint8_t bidi = 0;       // ICU's UCharDirection of the Bidi_Class property
  BreakClasses breaks;
};

// Looked up in tables that are filled, 256 characters at once, when first asked for: ICU takes several look-ups each.
// Only the Basic Multilingual Plane has tables, so that no text makes more than half a megabyte of them.
inline constexpr std::size_t traits_page_size = 256;
using TraitsPage = std::array<Traits, traits_page_size>;
extern std::array<std::atomic<const TraitsPage*>, 0x10000 / traits_page_size> traits_pages;
[[nodiscard]] Traits look_up_traits(char32_t c);

[[nodiscard]] inline Traits traits_of(char32_t c) {
  if (c >= 0x10000) return look_up_traits(c);
  const TraitsPage* page = traits_pages[c / traits_page_size].load(std::memory_order_acquire);
  return page != nullptr ? (*page)[c % traits_page_size] : look_up_traits(c);
}

struct Characters {
  std::string text;  // valid UTF-8
  std::u32string points;
  std::vector<Index> bytes;    // points.size() + 1 offsets into text
  std::vector<Traits> traits;  // of each point
  [[nodiscard]] Index size() const { return static_cast<Index>(points.size()); }
  // The character that begins at a byte offset, by binary search.
  [[nodiscard]] Index at_byte(std::size_t byte) const;
};

// Invalid bytes become U+FFFD.
[[nodiscard]] Characters characters_of(std::string_view text);

[[nodiscard]] inline bool is_invisible(char32_t c) { return traits_of(c).invisible; }
[[nodiscard]] inline bool is_space(char32_t c) { return traits_of(c).space; }
// Whether the letters on the two sides of a place join there (Arabic and its like): `before` ends at it, `after` begins
// at it.
[[nodiscard]] bool joins(std::u32string_view before, std::u32string_view after);

}  // namespace minbar::ui::text
