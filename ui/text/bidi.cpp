#include "ui/text/bidi.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <numeric>
#include <optional>
#include <span>
#include <utility>

#include "ui/text/bidi_levels.h"

namespace minbar::ui::text {

namespace {

constexpr std::uint32_t isolates =
    bit(U_LEFT_TO_RIGHT_ISOLATE) | bit(U_RIGHT_TO_LEFT_ISOLATE) | bit(U_FIRST_STRONG_ISOLATE);
constexpr std::uint32_t embeddings = bit(U_LEFT_TO_RIGHT_EMBEDDING) | bit(U_LEFT_TO_RIGHT_OVERRIDE) |
                                     bit(U_RIGHT_TO_LEFT_EMBEDDING) | bit(U_RIGHT_TO_LEFT_OVERRIDE) |
                                     bit(U_POP_DIRECTIONAL_FORMAT);
constexpr std::uint32_t right_to_left = bit(U_RIGHT_TO_LEFT) | bit(U_RIGHT_TO_LEFT_ARABIC);
constexpr std::uint32_t strong = bit(U_LEFT_TO_RIGHT) | right_to_left;
constexpr std::uint32_t white = isolates | embeddings | bit(U_POP_DIRECTIONAL_ISOLATE) | bit(U_BOUNDARY_NEUTRAL) |
                                bit(U_WHITE_SPACE_NEUTRAL) | bit(U_SEGMENT_SEPARATOR) | bit(U_BLOCK_SEPARATOR);
// In a paragraph of none but these all take its own level.
constexpr std::uint32_t neutral = bit(U_EUROPEAN_NUMBER_SEPARATOR) | bit(U_EUROPEAN_NUMBER_TERMINATOR) |
                                  bit(U_COMMON_NUMBER_SEPARATOR) | bit(U_OTHER_NEUTRAL) | bit(U_DIR_NON_SPACING_MARK) |
                                  bit(U_BOUNDARY_NEUTRAL) | bit(U_WHITE_SPACE_NEUTRAL) | bit(U_SEGMENT_SEPARATOR) |
                                  bit(U_BLOCK_SEPARATOR);
constexpr std::uint32_t level_in_ltr = neutral | bit(U_LEFT_TO_RIGHT) | bit(U_EUROPEAN_NUMBER);
constexpr std::uint32_t level_in_rtl = neutral | right_to_left;

bool ends_paragraph(std::u32string_view points, std::size_t at) {
  const char32_t c = points[at];
  if (c == U'\r') return at + 1 == points.size() || points[at + 1] != U'\n';
  return c == U'\n' || c == U'\u0085' || c == U'\u2029';
}

// P2 and P3: whether the first strong character outside isolates is right-to-left. FriBidi's own search looks into
// isolates.
std::optional<bool> first_strong_is_rtl(std::span<const BidiClass> classes) {
  std::size_t open = 0;
  for (const BidiClass c : classes) {
    if (open == 0 && among(c, strong)) return among(c, right_to_left);
    if (among(c, isolates)) ++open;
    if (c == U_POP_DIRECTIONAL_ISOLATE && open > 0) --open;
  }
  return std::nullopt;
}

}  // namespace

Bidi resolve_bidi(std::u32string_view points, BaseDirection direction, bool fallback_rtl) {
  Bidi out;
  const std::size_t length = points.size();
  std::vector<BidiClass> classes(length);
  std::vector<std::uint32_t> met;  // a paragraph: which classes it has
  std::uint32_t here = 0;
  out.white.resize(length);
  for (std::size_t i = 0; i < length; ++i) {
    const Traits traits = traits_of(points[i]);
    auto c = static_cast<UCharDirection>(traits.bidi);
    const bool last = c == U_BLOCK_SEPARATOR && ends_paragraph(points, i);
    // Information separators (U+001C-E) are of class B but end no line here; as segment separators they stay inside.
    if (c == U_BLOCK_SEPARATOR && !last && points[i] != U'\r') c = U_SEGMENT_SEPARATOR;
    classes[i] = static_cast<BidiClass>(c);
    out.white[i] = among(classes[i], white) ? 1 : 0;
    here |= bit(c);
    if (!last) continue;
    out.paragraphs.push_back({static_cast<Index>(i + 1), false});
    met.push_back(std::exchange(here, 0));
  }
  // Text after the last newline, or the empty line behind it where a caret may stand.
  out.paragraphs.push_back({static_cast<Index>(length), false});
  met.push_back(here);

  std::vector<std::optional<bool>> own(out.paragraphs.size());  // each paragraph's direction, where its text decides
  if (direction == BaseDirection::first_strong) {
    for (std::size_t i = 0, start = 0; i < own.size(); start = out.paragraphs[i++].end) {
      own[i] = first_strong_is_rtl(std::span(classes).subspan(start, out.paragraphs[i].end - start));
    }
  }
  // P2 and P3 for the text as a whole: what a paragraph without strong characters then follows.
  out.rtl = direction == BaseDirection::rtl || (direction == BaseDirection::first_strong && fallback_rtl);
  const auto decided = std::find_if(own.begin(), own.end(), [](const auto& rtl) { return rtl.has_value(); });
  if (decided != own.end()) out.rtl = **decided;

  out.levels.resize(length);
  BidiLevels whole;
  for (std::size_t i = 0, start = 0; i < own.size(); start = out.paragraphs[i++].end) {
    auto& paragraph = out.paragraphs[i];
    paragraph.rtl = own[i].value_or(out.rtl);
    const std::size_t count = paragraph.end - start;
    const auto own_classes = std::span(classes).subspan(start, count);
    if ((met[i] & ~(paragraph.rtl ? level_in_rtl : level_in_ltr)) == 0) {
      std::fill_n(out.levels.begin() + static_cast<std::ptrdiff_t>(start), count, paragraph.rtl ? 1 : 0);
    } else {
      whole.resolve(points.substr(start, count), own_classes, paragraph.rtl, out.levels.data() + start);
    }
  }
  return out;
}

std::vector<std::size_t> visual_order(const std::vector<std::uint8_t>& levels) {
  std::vector<std::size_t> order(levels.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  if (levels.empty()) return order;
  for (int level = *std::max_element(levels.begin(), levels.end()); level > 0; --level) {
    for (std::size_t i = 0; i < order.size();) {
      std::size_t end = i;
      while (end < order.size() && levels[order[end]] >= level) ++end;
      std::reverse(order.begin() + static_cast<std::ptrdiff_t>(i), order.begin() + static_cast<std::ptrdiff_t>(end));
      i = end + 1;
    }
  }
  return order;
}

}  // namespace minbar::ui::text
