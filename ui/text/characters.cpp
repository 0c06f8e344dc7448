#include "ui/text/characters.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>

#include "sync/base/utf8.h"

namespace minbar::ui::text {

Index Characters::at_byte(std::size_t byte) const {
  return static_cast<Index>(std::lower_bound(bytes.begin(), bytes.end(), byte) - bytes.begin());
}

Characters characters_of(std::string_view text) {
  Characters out;
  out.text = sanitized_utf8(text);
  out.points.reserve(out.text.size());
  out.bytes.reserve(out.text.size() + 1);
  for (std::size_t at = 0; at < out.text.size();) {
    out.bytes.push_back(static_cast<Index>(at));
    out.points.push_back(next_code_point(out.text, at));
  }
  out.bytes.push_back(static_cast<Index>(out.text.size()));
  return out;
}

namespace {
UChar32 icu(char32_t c) { return static_cast<UChar32>(c); }
}  // namespace

bool is_invisible(char32_t c) {
  // The letters of most texts, without two look-ups each.
  if ((c >= U' ' && c <= U'~') || (c >= 0x621 && c <= 0x65F) || c == U'\t') return false;
  const auto type = u_charType(icu(c));
  return type == U_CONTROL_CHAR || type == U_LINE_SEPARATOR || type == U_PARAGRAPH_SEPARATOR ||
         u_hasBinaryProperty(icu(c), UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0;
}

bool is_space(char32_t c) { return c == U'\t' || u_charType(icu(c)) == U_SPACE_SEPARATOR; }

bool is_neutral(char32_t c) {
  UErrorCode status = U_ZERO_ERROR;
  const auto script = uscript_getScript(icu(c), &status);
  return script == USCRIPT_COMMON || script == USCRIPT_INHERITED || script == USCRIPT_UNKNOWN;
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
