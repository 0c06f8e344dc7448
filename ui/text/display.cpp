#include "ui/text/display.h"

#include <unicode/uchar.h>

#include "ui/text/characters.h"

namespace minbar::ui::text {

namespace {

constexpr char32_t non_joiner = U'\u200C';
constexpr char32_t joiner = U'\u200D';
constexpr char32_t grapheme_joiner = U'\u034F';
constexpr char32_t word_joiner = U'\u2060';  // invisible, and transparent to joining as format characters are
constexpr char32_t symbol = U'\uFFFD';

bool has(char32_t c, UProperty property) { return u_hasBinaryProperty(static_cast<UChar32>(c), property) != 0; }

bool is_mark(char32_t c) { return (U_GET_GC_MASK(static_cast<UChar32>(c)) & U_GC_M_MASK) != 0; }

// Whether a character that the face lacks belongs to the grapheme cluster of what stands before it (UAX 29, GB9 to
// GB13).
class ClusterOfMissing {
 public:
  bool continues(char32_t before, char32_t c) {
    const bool flag = has(c, UCHAR_REGIONAL_INDICATOR);
    const bool second_half = flag && half_a_flag_ && last_ == before;
    const bool picture = has(c, UCHAR_EXTENDED_PICTOGRAPHIC);
    const bool joined_picture = picture && before == joiner && after_picture_;
    const bool extends = (is(c, U_GCB_EXTEND) || is(c, U_GCB_SPACING_MARK)) && before != 0 &&
                         !is(before, U_GCB_CONTROL) && !is(before, U_GCB_CR) && !is(before, U_GCB_LF);
    const bool syllable = continues_syllable(before, c);
    half_a_flag_ = flag && !second_half;
    last_ = c;
    if (!extends) after_picture_ = picture;
    return second_half || joined_picture || extends || syllable;
  }
  void interrupted(char32_t by) {
    if (!is(by, U_GCB_EXTEND) && by != joiner) after_picture_ = false;
  }

 private:
  static bool is(char32_t c, UGraphemeClusterBreak value) {
    return u_getIntPropertyValue(static_cast<UChar32>(c), UCHAR_GRAPHEME_CLUSTER_BREAK) == value;
  }
  static bool continues_syllable(char32_t before, char32_t c) {  // Hangul, GB6 to GB8
    if (is(before, U_GCB_L)) return is(c, U_GCB_L) || is(c, U_GCB_V) || is(c, U_GCB_LV) || is(c, U_GCB_LVT);
    if (is(before, U_GCB_V) || is(before, U_GCB_LV)) return is(c, U_GCB_V) || is(c, U_GCB_T);
    return (is(before, U_GCB_T) || is(before, U_GCB_LVT)) && is(c, U_GCB_T);
  }
  char32_t last_ = 0;
  bool half_a_flag_ = false;
  bool after_picture_ = false;
};

char32_t in_place_of_invisible(char32_t c) {
  if (c == joiner || c == non_joiner || c == grapheme_joiner) return c;
  // A control ends a joined word (joining type U), a format character is transparent to it (T).
  return has(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) ? word_joiner : non_joiner;
}

}  // namespace

std::u32string display_of(std::u32string_view run, int face, const FontSet& fonts) {
  std::u32string out;
  out.reserve(run.size());
  const char32_t missing = fonts.covers(face, symbol) ? symbol : word_joiner;
  ClusterOfMissing cluster;
  char32_t before = 0;
  std::size_t marks = 0;  // since the last character that is seen and is none
  for (const char32_t c : run) {
    if (!is_invisible(c)) marks = is_mark(c) ? marks + 1 : 0;
    if (is_invisible(c)) {
      out.push_back(in_place_of_invisible(c));
      cluster.interrupted(c);
    } else if (marks > most_marks) {
      out.push_back(word_joiner);
    } else if (fonts.covers(face, c) || is_space(c)) {
      out.push_back(fonts.covers(face, c) ? c : U' ');
      cluster.interrupted(c);
    } else {
      out.push_back(cluster.continues(before, c) ? word_joiner : missing);
    }
    before = c;
  }
  return out;
}

}  // namespace minbar::ui::text
