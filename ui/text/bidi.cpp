#include "ui/text/bidi.h"

#include <fribidi.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <numeric>
#include <optional>

#include "sync/base/ensure.h"

namespace minbar::ui::text {

namespace {

bool ends_paragraph(std::u32string_view points, std::size_t at) {
  const char32_t c = points[at];
  if (c == U'\r') return at + 1 == points.size() || points[at + 1] != U'\n';
  return c == U'\n' || c == U'\u0085' || c == U'\u2029';
}

// FriBidi's names of the bidi classes, in ICU's order.
constexpr std::array<FriBidiCharType, 23> types_by_class{
    FRIBIDI_TYPE_LTR, FRIBIDI_TYPE_RTL, FRIBIDI_TYPE_EN,  FRIBIDI_TYPE_ES,  FRIBIDI_TYPE_ET,  FRIBIDI_TYPE_AN,
    FRIBIDI_TYPE_CS,  FRIBIDI_TYPE_BS,  FRIBIDI_TYPE_SS,  FRIBIDI_TYPE_WS,  FRIBIDI_TYPE_ON,  FRIBIDI_TYPE_LRE,
    FRIBIDI_TYPE_LRO, FRIBIDI_TYPE_AL,  FRIBIDI_TYPE_RLE, FRIBIDI_TYPE_RLO, FRIBIDI_TYPE_PDF, FRIBIDI_TYPE_NSM,
    FRIBIDI_TYPE_BN,  FRIBIDI_TYPE_FSI, FRIBIDI_TYPE_LRI, FRIBIDI_TYPE_RLI, FRIBIDI_TYPE_PDI};
static_assert(U_LEFT_TO_RIGHT == 0 && U_RIGHT_TO_LEFT_ARABIC == 13 && U_POP_DIRECTIONAL_ISOLATE == 22);

FriBidiCharType type_of(char32_t c) {
  return types_by_class[static_cast<std::size_t>(u_charDirection(static_cast<UChar32>(c)))];
}

FriBidiBracketType bracket_of(char32_t c) {
  const auto canonical = [](UChar32 bracket) {  // BD16: these are the same brackets as U+3008 and U+3009
    return static_cast<FriBidiBracketType>(bracket == 0x2329 || bracket == 0x232A ? bracket - 0x2329 + 0x3008
                                                                                  : bracket);
  };
  const auto point = static_cast<UChar32>(c);
  switch (u_getIntPropertyValue(point, UCHAR_BIDI_PAIRED_BRACKET_TYPE)) {
    case U_BPT_OPEN:
      return canonical(u_getBidiPairedBracket(point)) | FRIBIDI_BRACKET_OPEN_MASK;
    case U_BPT_CLOSE:
      return canonical(point);
    default:
      return FRIBIDI_NO_BRACKET;
  }
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

// P2 and P3: the first strong character outside isolates, which FriBidi's own search looks into.
std::optional<FriBidiCharType> first_strong(const FriBidiCharType* begin, const FriBidiCharType* end) {
  std::size_t isolates = 0;
  for (const auto* type = begin; type != end; ++type) {
    if (FRIBIDI_IS_ISOLATE(*type)) {
      if (*type != FRIBIDI_TYPE_PDI) ++isolates;
      if (*type == FRIBIDI_TYPE_PDI && isolates > 0) --isolates;
    } else if (isolates == 0 && FRIBIDI_IS_LETTER(*type)) {
      return *type;
    }
  }
  return std::nullopt;
}

}  // namespace

Bidi resolve_bidi(std::u32string_view points, BaseDirection direction, bool fallback_rtl) {
  Bidi out;
  out.paragraphs = split(points);
  const auto length = points.size();
  std::vector<FriBidiCharType> types(length);
  std::vector<FriBidiBracketType> brackets(length, FRIBIDI_NO_BRACKET);
  std::vector<FriBidiLevel> levels(length);
  out.white.resize(length);
  for (std::size_t i = 0; i < length; ++i) {
    types[i] = type_of(points[i]);
    if (types[i] == FRIBIDI_TYPE_ON) brackets[i] = bracket_of(points[i]);
    // Information separators (U+001C-E) are of class B but end no line here; as segment separators they stay inside.
    if (types[i] == FRIBIDI_TYPE_BS && !ends_paragraph(points, i) && points[i] != U'\r') types[i] = FRIBIDI_TYPE_SS;
    const auto type = types[i];
    out.white[i] = FRIBIDI_IS_EXPLICIT_OR_BN_OR_WS(type) || FRIBIDI_IS_SEPARATOR(type) || FRIBIDI_IS_ISOLATE(type);
  }

  const auto strong = [&](Index start, Index end) { return first_strong(types.data() + start, types.data() + end); };
  out.rtl = direction == BaseDirection::rtl || (direction == BaseDirection::first_strong && fallback_rtl);
  Index start = 0;
  if (direction == BaseDirection::first_strong) {
    // What a paragraph without strong characters follows.
    for (const auto& paragraph : out.paragraphs) {
      const auto found = strong(start, paragraph.end);
      start = paragraph.end;
      if (!found) continue;
      out.rtl = FRIBIDI_IS_RTL(*found);
      break;
    }
  }
  start = 0;
  for (auto& paragraph : out.paragraphs) {
    paragraph.rtl = out.rtl;
    if (direction == BaseDirection::first_strong) {
      if (const auto found = strong(start, paragraph.end)) paragraph.rtl = FRIBIDI_IS_RTL(*found);
    }
    FriBidiParType base = paragraph.rtl ? FRIBIDI_PAR_RTL : FRIBIDI_PAR_LTR;
    if (paragraph.end > start) {
      const auto ok = fribidi_get_par_embedding_levels_ex(types.data() + start, brackets.data() + start,
                                                          static_cast<FriBidiStrIndex>(paragraph.end - start), &base,
                                                          levels.data() + start);
      ENSURE(ok != 0, "bidi levels need memory only");
    }
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
