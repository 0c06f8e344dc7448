#include "ui/text/bidi.h"

#include <fribidi.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <numeric>
#include <optional>
#include <span>
#include <utility>

#include "sync/base/ensure.h"

namespace minbar::ui::text {

namespace {

// A bidi class as ICU numbers it.
using Class = std::uint8_t;
constexpr std::uint32_t bit(UCharDirection c) { return 1U << static_cast<unsigned>(c); }
constexpr bool among(Class c, std::uint32_t classes) { return (classes >> c & 1U) != 0; }

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

// None of these opens or closes anything, so that the weak and neutral rules alone decide; brackets are set apart.
constexpr std::uint32_t unnested =
    (neutral & ~bit(U_BOUNDARY_NEUTRAL)) | strong | bit(U_EUROPEAN_NUMBER) | bit(U_ARABIC_NUMBER);
// A class of our own, of brackets, that no other has.
constexpr auto bracket_bit = std::uint32_t{1} << 31U;

// FriBidi's names of the classes, in ICU's order.
constexpr std::array<FriBidiCharType, 23> types_by_class{
    FRIBIDI_TYPE_LTR, FRIBIDI_TYPE_RTL, FRIBIDI_TYPE_EN,  FRIBIDI_TYPE_ES,  FRIBIDI_TYPE_ET,  FRIBIDI_TYPE_AN,
    FRIBIDI_TYPE_CS,  FRIBIDI_TYPE_BS,  FRIBIDI_TYPE_SS,  FRIBIDI_TYPE_WS,  FRIBIDI_TYPE_ON,  FRIBIDI_TYPE_LRE,
    FRIBIDI_TYPE_LRO, FRIBIDI_TYPE_AL,  FRIBIDI_TYPE_RLE, FRIBIDI_TYPE_RLO, FRIBIDI_TYPE_PDF, FRIBIDI_TYPE_NSM,
    FRIBIDI_TYPE_BN,  FRIBIDI_TYPE_FSI, FRIBIDI_TYPE_LRI, FRIBIDI_TYPE_RLI, FRIBIDI_TYPE_PDI};
static_assert(U_LEFT_TO_RIGHT == 0 && U_RIGHT_TO_LEFT_ARABIC == 13 && U_POP_DIRECTIONAL_ISOLATE == 22);

bool ends_paragraph(std::u32string_view points, std::size_t at) {
  const char32_t c = points[at];
  if (c == U'\r') return at + 1 == points.size() || points[at + 1] != U'\n';
  return c == U'\n' || c == U'\u0085' || c == U'\u2029';
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

// P2 and P3: whether the first strong character outside isolates is right-to-left. FriBidi's own search looks into
// isolates.
std::optional<bool> first_strong_is_rtl(std::span<const Class> classes) {
  std::size_t open = 0;
  for (const Class c : classes) {
    if (open == 0 && among(c, strong)) return among(c, right_to_left);
    if (among(c, isolates)) ++open;
    if (c == U_POP_DIRECTIONAL_ISOLATE && open > 0) --open;
  }
  return std::nullopt;
}

// The levels of paragraphs that need the whole algorithm.
class Resolver {
 public:
  void resolve(std::u32string_view points, std::span<const Class> classes, bool rtl, std::uint8_t* levels) {
    const std::size_t length = points.size();
    types_.resize(length);
    brackets_.resize(length);
    levels_.resize(length);
    for (std::size_t i = 0; i < length; ++i) {
      types_[i] = types_by_class[classes[i]];
      brackets_[i] = classes[i] == U_OTHER_NEUTRAL ? bracket_of(points[i]) : FRIBIDI_NO_BRACKET;
    }
    FriBidiParType base = rtl ? FRIBIDI_PAR_RTL : FRIBIDI_PAR_LTR;
    const auto ok = fribidi_get_par_embedding_levels_ex(types_.data(), brackets_.data(),
                                                        static_cast<FriBidiStrIndex>(length), &base, levels_.data());
    ENSURE(ok != 0, "bidi levels need memory only");
    std::copy(levels_.begin(), levels_.end(), levels);
  }

 private:
  std::vector<FriBidiCharType> types_;
  std::vector<FriBidiBracketType> brackets_;
  std::vector<FriBidiLevel> levels_;
};

// UAX 9's rules W1 to W7, N1, N2, I1, I2 and the first three of L1 for a paragraph without embeddings, isolates and
// brackets, as most are that mix directions: a number or a foreign word in a sentence. To the same levels as FriBidi,
// in a third of the time.
class PlainResolver {
 public:
  void resolve(std::span<const Class> classes, bool rtl, std::uint8_t* levels) {
    base_ = rtl ? U_RIGHT_TO_LEFT : U_LEFT_TO_RIGHT;
    classes_.resize(classes.size());
    resolve_marks_and_letters(classes);
    resolve_separators();
    resolve_terminators_and_numbers();
    resolve_neutrals();
    bool before_separator = false;
    for (std::size_t i = classes_.size(); i-- > 0;) {
      before_separator =
          among(classes[i], separators) || (before_separator && classes[i] == U_WHITE_SPACE_NEUTRAL);  // L1, 1 to 3
      levels[i] = before_separator ? (rtl ? 1 : 0) : level_of(classes_[i], rtl);
    }
  }

 private:
  static constexpr std::uint32_t separators = bit(U_SEGMENT_SEPARATOR) | bit(U_BLOCK_SEPARATOR);
  static constexpr std::uint32_t number = bit(U_EUROPEAN_NUMBER) | bit(U_ARABIC_NUMBER);

  static std::uint8_t level_of(Class c, bool rtl) {  // I1, I2
    if (rtl) return c == U_RIGHT_TO_LEFT ? 1 : 2;
    return c == U_LEFT_TO_RIGHT ? 0 : (c == U_RIGHT_TO_LEFT ? 1 : 2);
  }

  void resolve_marks_and_letters(std::span<const Class> classes) {  // W1 to W3
    Class before = base_;
    Class letter = base_;
    for (std::size_t i = 0; i < classes.size(); ++i) {
      Class c = classes[i];
      if (c == U_DIR_NON_SPACING_MARK) c = before;
      before = c;
      if (among(c, strong)) letter = c;
      if (c == U_EUROPEAN_NUMBER && letter == U_RIGHT_TO_LEFT_ARABIC) c = U_ARABIC_NUMBER;
      classes_[i] = c == U_RIGHT_TO_LEFT_ARABIC ? static_cast<Class>(U_RIGHT_TO_LEFT) : c;
    }
  }

  void resolve_separators() {  // W4
    for (std::size_t i = 1; i + 1 < classes_.size(); ++i) {
      const Class c = classes_[i];
      if (c != U_EUROPEAN_NUMBER_SEPARATOR && c != U_COMMON_NUMBER_SEPARATOR) continue;
      const Class left = classes_[i - 1];
      if (left != classes_[i + 1]) continue;
      const bool joins = c == U_COMMON_NUMBER_SEPARATOR ? among(left, number) : left == U_EUROPEAN_NUMBER;
      if (joins) classes_[i] = left;
    }
  }

  void resolve_terminators_and_numbers() {  // W5 to W7
    Class letter = base_;
    for (std::size_t i = 0; i < classes_.size(); ++i) {
      if (classes_[i] == U_EUROPEAN_NUMBER_TERMINATOR) {
        std::size_t end = i;
        while (end < classes_.size() && classes_[end] == U_EUROPEAN_NUMBER_TERMINATOR) ++end;
        const bool after_number = i > 0 && after_european_;
        const bool before_number = end < classes_.size() && classes_[end] == U_EUROPEAN_NUMBER;
        const Class all = after_number || before_number ? U_EUROPEAN_NUMBER : U_OTHER_NEUTRAL;
        std::fill(classes_.begin() + static_cast<std::ptrdiff_t>(i),
                  classes_.begin() + static_cast<std::ptrdiff_t>(end), all);
      }
      Class& c = classes_[i];
      after_european_ = c == U_EUROPEAN_NUMBER;
      if (after_european_ && letter == U_LEFT_TO_RIGHT) c = U_LEFT_TO_RIGHT;
      if (among(c, strong)) letter = c;
    }
  }

  void resolve_neutrals() {  // N1, N2; what is neither a letter nor a number by now is neutral
    const auto side = [&](std::size_t i) {
      return among(classes_[i], number) ? static_cast<Class>(U_RIGHT_TO_LEFT) : classes_[i];
    };
    for (std::size_t i = 0; i < classes_.size(); ++i) {
      if (among(classes_[i], strong | number)) continue;
      std::size_t end = i;
      while (end < classes_.size() && !among(classes_[end], strong | number)) ++end;
      const Class left = i > 0 ? side(i - 1) : base_;
      const Class right = end < classes_.size() ? side(end) : base_;
      std::fill(classes_.begin() + static_cast<std::ptrdiff_t>(i), classes_.begin() + static_cast<std::ptrdiff_t>(end),
                left == right ? left : base_);
      i = end;
    }
  }

  Class base_ = U_LEFT_TO_RIGHT;
  bool after_european_ = false;  // the character before was a European number, before W7 made a letter of it
  std::vector<Class> classes_;
};

}  // namespace

Bidi resolve_bidi(std::u32string_view points, BaseDirection direction, bool fallback_rtl) {
  Bidi out;
  const std::size_t length = points.size();
  std::vector<Class> classes(length);
  std::vector<std::uint32_t> met;  // a paragraph: which classes it has
  std::uint32_t here = 0;
  out.white.resize(length);
  for (std::size_t i = 0; i < length; ++i) {
    const Traits traits = traits_of(points[i]);
    auto c = static_cast<UCharDirection>(traits.bidi);
    const bool last = c == U_BLOCK_SEPARATOR && ends_paragraph(points, i);
    // Information separators (U+001C-E) are of class B but end no line here; as segment separators they stay inside.
    if (c == U_BLOCK_SEPARATOR && !last && points[i] != U'\r') c = U_SEGMENT_SEPARATOR;
    classes[i] = static_cast<Class>(c);
    out.white[i] = among(classes[i], white) ? 1 : 0;
    here |= bit(c) | (traits.bracket ? bracket_bit : 0);
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
  Resolver resolver;
  PlainResolver plain;
  for (std::size_t i = 0, start = 0; i < own.size(); start = out.paragraphs[i++].end) {
    auto& paragraph = out.paragraphs[i];
    paragraph.rtl = own[i].value_or(out.rtl);
    const std::size_t count = paragraph.end - start;
    const auto own_classes = std::span(classes).subspan(start, count);
    if ((met[i] & ~(bracket_bit | (paragraph.rtl ? level_in_rtl : level_in_ltr))) == 0) {
      std::fill_n(out.levels.begin() + static_cast<std::ptrdiff_t>(start), count, paragraph.rtl ? 1 : 0);
    } else if ((met[i] & ~unnested) == 0) {
      plain.resolve(own_classes, paragraph.rtl, out.levels.data() + start);
    } else {
      resolver.resolve(points.substr(start, count), own_classes, paragraph.rtl, out.levels.data() + start);
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
