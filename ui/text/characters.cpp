#include "ui/text/characters.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <array>
#include <atomic>
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
  out.bidi = static_cast<std::uint8_t>(u_charDirection(icu(c)));
  const auto type = u_charType(icu(c));
  const bool control = type == U_CONTROL_CHAR || type == U_LINE_SEPARATOR || type == U_PARAGRAPH_SEPARATOR;
  out.space = c == U'\t' || type == U_SPACE_SEPARATOR;
  out.invisible = c != U'\t' && (control || u_hasBinaryProperty(icu(c), UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0);
  return out;
}

constexpr std::size_t page_size = 256;
using Page = std::array<Traits, page_size>;

// The Basic Multilingual Plane only, so that no text makes more than a quarter of a megabyte of them.
std::array<std::atomic<const Page*>, 0x10000 / page_size> pages;

const Page& filled(std::size_t number) {
  auto page = std::make_unique<Page>();
  for (std::size_t i = 0; i < page_size; ++i) (*page)[i] = ask_icu(static_cast<char32_t>(number * page_size + i));
  const Page* expected = nullptr;
  if (!pages[number].compare_exchange_strong(expected, page.get())) return *expected;  // another thread was quicker
  return *page.release();
}

}  // namespace

Traits traits_of(char32_t c) {
  if (c >= 0x10000) return ask_icu(c);
  const std::size_t number = c / page_size;
  const Page* page = pages[number].load(std::memory_order_acquire);
  return (page != nullptr ? *page : filled(number))[c % page_size];
}

Index Characters::at_byte(std::size_t byte) const {
  return static_cast<Index>(std::lower_bound(bytes.begin(), bytes.end(), byte) - bytes.begin());
}

Characters characters_of(std::string_view text) {
  Characters out;
  out.text = sanitized_utf8(text);
  const std::size_t size = out.text.size();
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(out.text[i]); };
  out.points.reserve(size);
  out.bytes.reserve(size + 1);
  out.traits.reserve(size);
  for (std::size_t at = 0; at < size;) {
    out.bytes.push_back(static_cast<Index>(at));
    const unsigned char first = byte(at);
    if (first < 0x80) {
      out.points.push_back(first);
      ++at;
    } else if (first < 0xE0) {  // the text is valid by now
      out.points.push_back((first & 0x1FU) << 6 | (byte(at + 1) & 0x3FU));
      at += 2;
    } else {
      out.points.push_back(next_code_point(out.text, at));
    }
    out.traits.push_back(traits_of(out.points.back()));
  }
  out.bytes.push_back(static_cast<Index>(size));
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
