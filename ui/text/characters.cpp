#include "ui/text/characters.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <array>
#include <memory>

#include "sync/base/utf8.h"

namespace minbar::ui::text {

namespace {

UChar32 icu(char32_t c) { return static_cast<UChar32>(c); }

Traits ask_icu(char32_t c) {
  Traits out;
  UErrorCode status = U_ZERO_ERROR;
  const auto script = uscript_getScript(icu(c), &status);
  out.script = static_cast<std::uint16_t>(script);
  out.neutral = script == USCRIPT_COMMON || script == USCRIPT_INHERITED || script == USCRIPT_UNKNOWN;
  if (out.neutral) {
    std::array<UScriptCode, 32> scripts{};
    const int count = uscript_getScriptExtensions(icu(c), scripts.data(), static_cast<int>(scripts.size()), &status);
    out.extended = U_SUCCESS(status) && count > 0 && scripts[0] != script;
  }
  out.bracket = u_getIntPropertyValue(icu(c), UCHAR_BIDI_PAIRED_BRACKET_TYPE) != U_BPT_NONE;
  out.breaks = look_up_break_classes(c);
  out.bidi = static_cast<std::uint8_t>(u_charDirection(icu(c)));
  const auto type = u_charType(icu(c));
  const bool control = type == U_CONTROL_CHAR || type == U_LINE_SEPARATOR || type == U_PARAGRAPH_SEPARATOR;
  out.space = c == U'\t' || type == U_SPACE_SEPARATOR;
  out.invisible = c != U'\t' && (control || u_hasBinaryProperty(icu(c), UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0);
  return out;
}

}  // namespace

std::array<std::atomic<const TraitsPage*>, 0x10000 / traits_page_size> traits_pages;

Traits look_up_traits(char32_t c) {
  if (c >= 0x10000) return ask_icu(c);
  const std::size_t number = c / traits_page_size;
  auto page = std::make_unique<TraitsPage>();
  for (std::size_t i = 0; i < page->size(); ++i)
    (*page)[i] = ask_icu(static_cast<char32_t>(number * traits_page_size + i));
  const Traits traits = (*page)[c % traits_page_size];
  const TraitsPage* expected = nullptr;
  if (traits_pages[number].compare_exchange_strong(expected, page.get())) page.release();  // else another was quicker
  return traits;
}

Index Characters::at_byte(std::size_t byte) const {
  return static_cast<Index>(std::lower_bound(bytes.begin(), bytes.end(), byte) - bytes.begin());
}

Characters characters_of(std::string_view text) {
  Characters out;
  out.text = sanitized_utf8(text);
  const std::string_view valid = out.text;
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(valid[i]); };
  out.points.resize(valid.size());
  out.bytes.resize(valid.size() + 1);
  out.traits.resize(valid.size());
  std::size_t count = 0;
  for (std::size_t at = 0; at < valid.size(); ++count) {
    out.bytes[count] = static_cast<Index>(at);
    char32_t& c = out.points[count];
    if (byte(at) < 0x80) {
      c = byte(at++);
    } else if (byte(at) < 0xE0) {
      c = (byte(at) & 0x1FU) << 6U | (byte(at + 1) & 0x3FU);
      at += 2;
    } else {
      c = next_code_point(valid, at);
    }
    out.traits[count] = traits_of(c);
  }
  out.bytes[count] = static_cast<Index>(valid.size());
  out.points.resize(count);
  out.bytes.resize(count + 1);
  out.traits.resize(count);
  return out;
}

bool joins(std::u32string_view before, std::u32string_view after) {
  const auto type = [](char32_t c) { return u_getIntPropertyValue(icu(c), UCHAR_JOINING_TYPE); };
  const auto seen = [&](char32_t c) { return type(c) != U_JT_TRANSPARENT; };
  const auto left = std::find_if(before.rbegin(), before.rend(), seen);
  const auto right = std::find_if(after.begin(), after.end(), seen);
  if (left == before.rend() || right == after.end()) return false;
  const auto l = type(*left);
  const auto r = type(*right);
  return (l == U_JT_DUAL_JOINING || l == U_JT_LEFT_JOINING || l == U_JT_JOIN_CAUSING) &&
         (r == U_JT_DUAL_JOINING || r == U_JT_RIGHT_JOINING || r == U_JT_JOIN_CAUSING);
}

}  // namespace minbar::ui::text
