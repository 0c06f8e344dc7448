// The keyboards of Morocco as xkeyboard-config's symbols/ma has them (Debian's xkb-data), read through libxkbcommon:
// what their keys emit on every level can be typed on ours, directly or by a long press.
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <xkbcommon/xkbcommon.h>

#include <catch2/catch.hpp>
#include <memory>
#include <set>

#include "sync/base/ensure.h"
#include "sync/base/utf8.h"
#include "tests/content/pack.h"

namespace minbar {

namespace {

struct Release {
  void operator()(xkb_context* context) const { xkb_context_unref(context); }
  void operator()(xkb_keymap* keymap) const { xkb_keymap_unref(keymap); }
};

// What all keys of a layout emit on all their levels. Dead keys, modifiers and functions emit no character.
std::set<char32_t> emitted_by(const char* variant) {
  const std::unique_ptr<xkb_context, Release> context(xkb_context_new(XKB_CONTEXT_NO_ENVIRONMENT_NAMES));
  const xkb_rule_names names{.rules = "evdev", .model = "pc105", .layout = "ma", .variant = variant, .options = ""};
  const std::unique_ptr<xkb_keymap, Release> keymap(
      xkb_keymap_new_from_names(context.get(), &names, XKB_KEYMAP_COMPILE_NO_FLAGS));
  ENSURE(keymap != nullptr, "xkb-data is installed and has the layouts of Morocco");
  std::set<char32_t> out;
  for (auto key = xkb_keymap_min_keycode(keymap.get()); key <= xkb_keymap_max_keycode(keymap.get()); ++key)
    for (xkb_level_index_t level = 0; level < xkb_keymap_num_levels_for_key(keymap.get(), key, 0); ++level) {
      const xkb_keysym_t* symbols = nullptr;
      const int count = xkb_keymap_key_get_syms_by_level(keymap.get(), key, 0, level, &symbols);
      for (int i = 0; i < count; ++i)
        if (const char32_t c = xkb_keysym_to_utf32(symbols[i]); c >= 0x20 && c != 0x7F) out.insert(c);
    }
  return out;
}

// A ligature is typed as its letters.
std::string letters_of(char32_t c) {
  const std::string text = to_utf8(std::u32string(1, c));
  if (c < 0xFB50 || c > 0xFEFC) return text;
  UErrorCode status = U_ZERO_ERROR;
  std::string out;
  icu::Normalizer2::getNFKCInstance(status)->normalize(icu::UnicodeString::fromUTF8(text), status).toUTF8String(out);
  return out;
}

bool is_letter_or_mark(char32_t c) {
  return (U_MASK(u_charType(static_cast<UChar32>(c))) & (U_GC_L_MASK | U_GC_M_MASK)) != 0;
}

// Whether a layout's own keys type it, or a long press on one of them.
bool on(const KeyboardLayout& layout, std::string_view text) {
  for (const auto& row : layout.rows)
    for (const auto& key : row) {
      if (key.emit == text || key.shifted == text) return true;
      for (const auto* variants : {&key.variants, &key.shifted_variants})
        for (const auto& variant : *variants)
          if (variant == text) return true;
    }
  return false;
}

bool typed_letter_by_letter(const KeyboardLayout& layout, const std::string& text) {
  for (const auto c : to_utf32(text))
    if (!on(layout, to_utf8(std::u32string(1, c)))) return false;
  return true;
}

// What a citizen's keyboard leaves out, with the reason.
struct Exemption {
  std::u32string_view characters;
  std::string_view why;
};
constexpr Exemption exemptions[]{
    {U"\u200E\u200F\u061C\u202A\u202B\u202C\u2066\u2067\u2068\u2069",
     "controls of direction: the kiosk sees to direction by itself, and lets none be entered"},
    {U"\u200C\u200D",
     "joiners: invisible on a key, needed by no word of the four languages; a plugged keyboard has them"},
    {U"\u202F\u2011", "a space and a hyphen that differ only in where a line ends; the typesetter sees to it"},
    {U"\u215B\u215C\u215D\u215E\u2190\u2191\u2192\u2193", "eighths and arrows: no part of a sentence"},
    {U"\u03A9\u27E8\u27E9", "ohm and angle brackets: no part of a sentence, and in none of our faces"},
};

bool is_exempt(char32_t c) {
  for (const auto& exemption : exemptions)
    if (exemption.characters.find(c) != std::u32string_view::npos) return true;
  return false;
}

struct Pair {
  const char* variant;
  const char* ours;
};
constexpr Pair pairs[]{{"", "ar"},
                       {"french", "fr"},
                       {"tifinagh", "zgh"},
                       {"tifinagh-phonetic", "zgh"},
                       {"tifinagh-extended", "zgh"},
                       {"tifinagh-extended-phonetic", "zgh"},
                       {"tifinagh-alt", "zgh"},
                       {"tifinagh-alt-phonetic", "zgh"},
                       {"rif", "fr"}};

}  // namespace

TEST_CASE("every letter and mark of the hardware layouts of Morocco is on the keyboard of its script") {
  const auto content = test::real_content();
  for (const auto& [variant, ours] : pairs) {
    const auto& letters = *content.keyboards.find(ours);
    const auto& symbols = *content.keyboards.find("symbols_" + letters.id);
    const auto& french = *content.keyboards.find("fr");
    std::size_t seen = 0;
    for (const char32_t c : emitted_by(variant)) {
      if (!is_letter_or_mark(c) || is_exempt(c)) continue;
      const auto text = letters_of(c);
      INFO("ma(" << variant << ") " << text << " U+" << std::hex << static_cast<std::uint32_t>(c));
      // The Arabic and the Tifinagh hardware have Latin letters behind digits; on ours those are one key away.
      const bool latin = u_getIntPropertyValue(static_cast<UChar32>(c), UCHAR_SCRIPT) == USCRIPT_LATIN;
      CHECK((typed_letter_by_letter(letters, text) || typed_letter_by_letter(symbols, text) ||
             (latin && typed_letter_by_letter(french, text))));
      ++seen;
    }
    CHECK(seen >= 31);
  }
}

TEST_CASE("every digit and sign of the hardware layouts of Morocco is on a keyboard") {
  const auto content = test::real_content();
  for (const auto& [variant, ours] : pairs)
    for (const char32_t c : emitted_by(variant)) {
      if (is_letter_or_mark(c) || is_exempt(c) || c == U' ' || c == 0xA0) continue;
      const auto text = letters_of(c);
      INFO("ma(" << variant << ") " << text << " U+" << std::hex << static_cast<std::uint32_t>(c));
      bool found = false;
      for (const auto& layout : content.keyboards.layouts) found = found || on(layout, text);
      CHECK(found);
    }
}

TEST_CASE("every exemption is of something the hardware has and ours has not") {
  const auto content = test::real_content();
  std::set<char32_t> all;
  for (const auto& [variant, ours] : pairs) all.merge(emitted_by(variant));
  for (const auto& exemption : exemptions)
    for (const char32_t c : exemption.characters) {
      INFO("U+" << std::hex << static_cast<std::uint32_t>(c) << ": " << exemption.why);
      CHECK(all.contains(c));
      for (const auto& layout : content.keyboards.layouts) CHECK_FALSE(on(layout, to_utf8(std::u32string(1, c))));
    }
}

}  // namespace minbar
