#include "ui/text/segment.h"

#include <unicode/uchar.h>

#include <array>

#include "sync/base/utf8.h"
#include "ui/text/grapheme_break.h"

namespace minbar::ui::text {

namespace {

bool opens(char32_t c) { return c == U'«' || c == U'‹'; }
bool closes(char32_t c) { return c == U'»' || c == U'›'; }
// Signs that stand after a number with a space between in French: 20 %, 15 €, 12 °C.
bool is_unit(char32_t c) { return c == U'%' || c == U'٪' || c == U'‰' || c == U'€' || c == U'°'; }
bool is_digit(char32_t c) { return (c >= U'0' && c <= U'9') || (c >= U'٠' && c <= U'٩'); }

// `at` is a soft opportunity after ordinary spaces where French typography has a no-break space: « quoted », 20 %,
// n° 7.
bool is_reluctant(std::u32string_view points, Index at) {
  if (at == 0 || at >= points.size() || points[at - 1] != U' ') return false;
  const auto before = points.find_last_not_of(U' ', at - 1);
  if (before == std::u32string_view::npos) return false;
  return closes(points[at]) || opens(points[before]) || (is_unit(points[at]) && is_digit(points[before])) ||
         (points[before] == U'°' && is_digit(points[at]));
}

}  // namespace

Result<Segmenter> Segmenter::open() {
  std::array<std::uint8_t, U_MAX_VERSION_LENGTH> version{};
  u_getUnicodeVersion(version.data());
  if (version[0] < 15)
    return fail(Errc::internal, "ICU is too old to break lines; install the Debian package libicu72");
  return Segmenter();
}

std::vector<std::size_t> Segmenter::grapheme_boundaries(std::string_view text) const {
  std::vector<std::size_t> out;
  out.reserve(text.size() / 2 + 2);
  GraphemeBreaker breaker;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    if (breaker.starts(traits_of(next_code_point(text, at)).breaks.grapheme)) out.push_back(start);
  }
  out.push_back(text.size());
  return out;
}

std::vector<std::uint8_t> Segmenter::grapheme_starts(const Characters& characters) const {
  std::vector<std::uint8_t> out;
  out.reserve(characters.points.size() + 1);
  GraphemeBreaker breaker;
  for (const Traits& traits : characters.traits) out.push_back(breaker.starts(traits.breaks.grapheme) ? 1 : 0);
  out.push_back(1);
  return out;
}

std::vector<LineBreak> Segmenter::line_breaks(const Characters& characters) const {
  auto out = find_line_breaks(characters);
  for (auto& place : out) place.reluctant = !place.hard && is_reluctant(characters.points, place.at);
  return out;
}

}  // namespace minbar::ui::text
