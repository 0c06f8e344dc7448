#include "ui/text/bidi.h"

#include <fribidi.h>

#include <algorithm>
#include <numeric>

#include "sync/base/ensure.h"

namespace minbar::ui::text {

namespace {

bool ends_paragraph(std::u32string_view points, std::size_t at) {
  const char32_t c = points[at];
  if (c == U'\r') return at + 1 == points.size() || points[at + 1] != U'\n';
  return c == U'\n' || c == U'\u0085' || c == U'\u2029';
}

std::vector<BidiParagraph> split(std::u32string_view points) {
  std::vector<BidiParagraph> out;
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (ends_paragraph(points, i)) out.push_back({static_cast<Index>(i + 1), false});
  }
  // Text after the last newline, or the empty line behind it where a caret may stand.
  out.push_back({static_cast<Index>(points.size()), false});
  return out;
}

}  // namespace

Bidi resolve_bidi(std::u32string_view points, BaseDirection direction, bool fallback_rtl) {
  Bidi out;
  out.paragraphs = split(points);
  const auto length = points.size();
  const std::vector<FriBidiChar> text(points.begin(), points.end());
  std::vector<FriBidiCharType> types(length);
  std::vector<FriBidiBracketType> brackets(length);
  std::vector<FriBidiLevel> levels(length);
  fribidi_get_bidi_types(text.data(), static_cast<FriBidiStrIndex>(length), types.data());
  fribidi_get_bracket_types(text.data(), static_cast<FriBidiStrIndex>(length), types.data(), brackets.data());
  out.white.resize(length);
  for (std::size_t i = 0; i < length; ++i) {
    // Information separators (U+001C-E) are of class B but end no line here; as segment separators they stay inside.
    if (types[i] == FRIBIDI_TYPE_BS && !ends_paragraph(points, i) && points[i] != U'\r') types[i] = FRIBIDI_TYPE_SS;
    const auto type = types[i];
    out.white[i] = FRIBIDI_IS_EXPLICIT_OR_BN_OR_WS(type) || FRIBIDI_IS_SEPARATOR(type) || FRIBIDI_IS_ISOLATE(type);
  }

  // P2 and P3 for the text as a whole: what a paragraph without strong characters then follows.
  out.rtl = direction == BaseDirection::rtl || (direction == BaseDirection::first_strong && fallback_rtl);
  Index start = 0;
  if (direction == BaseDirection::first_strong) {
    for (const auto& paragraph : out.paragraphs) {
      const auto first =
          fribidi_get_par_direction(types.data() + start, static_cast<FriBidiStrIndex>(paragraph.end - start));
      start = paragraph.end;
      if (first == FRIBIDI_PAR_ON) continue;
      out.rtl = FRIBIDI_IS_RTL(first);
      break;
    }
  }
  start = 0;
  for (auto& paragraph : out.paragraphs) {
    FriBidiParType base = out.rtl ? FRIBIDI_PAR_RTL : FRIBIDI_PAR_LTR;
    if (direction == BaseDirection::first_strong) base = out.rtl ? FRIBIDI_PAR_WRTL : FRIBIDI_PAR_WLTR;
    if (paragraph.end > start) {
      const auto ok = fribidi_get_par_embedding_levels_ex(types.data() + start, brackets.data() + start,
                                                          static_cast<FriBidiStrIndex>(paragraph.end - start), &base,
                                                          levels.data() + start);
      ENSURE(ok != 0, "bidi levels need memory only");
    }
    paragraph.rtl = FRIBIDI_IS_RTL(base);
    start = paragraph.end;
  }
  out.levels.assign(levels.begin(), levels.end());
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
