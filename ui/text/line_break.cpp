#include "ui/text/line_break.h"

#include <array>

namespace minbar::ui::text {

namespace {

using enum LineClass;

constexpr std::size_t class_count = static_cast<std::size_t>(id_picture) + 1;

template <class... Classes>
constexpr bool any(LineClass c, Classes... of) {
  return ((c == of) || ...);
}
constexpr bool ends_line(LineClass c) { return any(c, bk, cr, lf, nl); }
constexpr bool is_letter(LineClass c) { return any(c, al, hl); }
constexpr bool is_opening(LineClass c) { return any(c, op, op_wide); }
constexpr bool is_closing(LineClass c) { return any(c, cl, cp, cp_wide); }
constexpr bool is_affix(LineClass c) { return any(c, pr, po); }
constexpr bool is_ideograph(LineClass c) { return any(c, id, id_picture, eb, em); }
constexpr bool is_hangul(LineClass c) { return any(c, jl, jv, jt, h2, h3); }

// LB11 to LB17 where spaces stand between the two, else LB18: a line may end after spaces.
constexpr bool holds_over_spaces(LineClass before, LineClass after) {
  if (after == wj || is_closing(after) || any(after, ex, is, sy)) return true;
  return is_opening(before) || (before == qu && is_opening(after)) || (is_closing(before) && after == ns) ||
         (before == b2 && after == b2);
}

// LB11 to LB31 for two neighbours, but for what depends on more than these two. Rules in their order: the first that
// speaks decides.
constexpr bool holds(LineClass before, LineClass after) {
  if (after == wj || before == wj || before == gl) return true;                                       // LB11, LB12
  if (after == gl) return !any(before, ba, hy);                                                       // LB12a
  if (holds_over_spaces(before, after)) return true;                                                  // LB13 to LB17
  if (after == qu || before == qu) return true;                                                       // LB19
  if (after == cb || before == cb) return false;                                                      // LB20
  if (any(after, ba, hy, ns) || before == bb) return true;                                            // LB21
  if ((before == sy && after == hl) || after == in) return true;                                      // LB21b, LB22
  if ((is_letter(before) && after == nu) || (before == nu && is_letter(after))) return true;          // LB23
  if ((before == pr && is_ideograph(after)) || (is_ideograph(before) && after == po)) return true;    // LB23a
  if ((is_affix(before) && is_letter(after)) || (is_letter(before) && is_affix(after))) return true;  // LB24
  if (after == nu && (is_affix(before) || any(before, hy, nu))) return true;                          // LB25
  if (before == jl && any(after, jl, jv, h2, h3)) return true;                                        // LB26
  if (any(before, jv, h2) && any(after, jv, jt)) return true;
  if (any(before, jt, h3) && after == jt) return true;
  if ((is_hangul(before) && after == po) || (before == pr && is_hangul(after))) return true;  // LB27
  if (is_letter(after) && (is_letter(before) || before == is)) return true;                   // LB28, LB29
  if ((is_letter(before) || before == nu) && after == op) return true;                        // LB30
  if (before == cp && (is_letter(after) || after == nu)) return true;
  return any(before, eb, id_picture) && after == em;  // LB30b
}

using Pairs = std::array<std::array<bool, class_count>, class_count>;
constexpr Pairs pairs_by(bool (*rule)(LineClass, LineClass)) {
  Pairs out{};
  for (std::size_t before = 0; before < class_count; ++before) {
    for (std::size_t after = 0; after < class_count; ++after) {
      out[before][after] = rule(static_cast<LineClass>(before), static_cast<LineClass>(after));
    }
  }
  return out;
}
constexpr Pairs neighbours = pairs_by(holds);
constexpr Pairs over_spaces = pairs_by(holds_over_spaces);
constexpr bool in_pairs(const Pairs& pairs, LineClass before, LineClass after) {
  return pairs[static_cast<std::size_t>(before)][static_cast<std::size_t>(after)];
}

// What stands before the place looked at.
class Before {
 public:
  // The first character of the text, or of what follows a newline character.
  void begin(LineClass raw) {
    *this = {};
    advance(resolved(raw), raw);
    spaces_ = raw == sp;
  }

  // Whether the line holds before a character that is no newline character. `number_follows` says whether a digit is
  // the next after it; asked only where that decides.
  template <class NumberFollows>
  bool takes(LineClass raw, NumberFollows number_follows) {
    const bool after_joiner = last_ == zwj;  // LB8a
    if (raw == sp) {                         // LB7
      spaces_ = true;
      number_ = Number::none;
      hebrew_hyphen_ = false;
      last_ = raw;
      return true;
    }
    if (any(raw, cm, zwj) && !spaces_ && !any(before_, sp, zw)) {  // LB9
      last_ = raw;
      return true;
    }
    const LineClass after = resolved(raw);
    const bool held =
        after == zw ||     // LB7
        (before_ != zw &&  // LB8
         (after_joiner || (spaces_ ? in_pairs(over_spaces, before_, after)
                                   : in_pairs(neighbours, before_, after) || in_context(after, number_follows))));
    advance(after, raw);
    return held;
  }
  [[nodiscard]] LineClass last() const { return last_; }

 private:
  enum class Number : std::uint8_t { none, digits, closed };  // NU (NU|SY|IS)*, then (CL|CP)

  static LineClass resolved(LineClass raw) { return any(raw, cm, zwj) ? al : raw; }  // LB10

  template <class NumberFollows>
  bool in_context(LineClass after, NumberFollows number_follows) const {
    if (hebrew_hyphen_ && after != cb) return true;                                                 // LB21a
    if (number_ == Number::digits && any(after, nu, sy, is, cl, cp, cp_wide, po, pr)) return true;  // LB25
    if (number_ == Number::closed && is_affix(after)) return true;
    if (is_affix(before_) && is_opening(after) && number_follows()) return true;
    return half_a_flag_ && after == ri;  // LB30a
  }

  void advance(LineClass after, LineClass raw) {
    const bool touches = !spaces_;
    hebrew_hyphen_ = touches && before_ == hl && any(after, hy, ba);
    if (after == nu) {
      number_ = Number::digits;
    } else if (number_ == Number::digits && is_closing(after)) {
      number_ = Number::closed;
    } else if (number_ == Number::closed || !any(after, sy, is)) {
      number_ = Number::none;
    }
    half_a_flag_ = after == ri && !(touches && half_a_flag_);
    before_ = after;
    spaces_ = false;
    last_ = raw;
  }

  LineClass before_ = sp;  // LB9 and LB10 applied; before any spaces
  LineClass last_ = sp;    // as it is
  bool spaces_ = false;    // since `before_`
  bool hebrew_hyphen_ = false;
  bool half_a_flag_ = false;
  Number number_ = Number::none;
};

}  // namespace

std::vector<LineBreak> find_line_breaks(const Characters& characters) {
  const Index size = characters.size();
  if (size == 0) return {LineBreak{}};
  const auto line_class = [&](Index at) { return characters.traits[at].breaks.line; };
  std::vector<LineBreak> out;
  out.reserve(size / 4 + 2);
  Before before;
  before.begin(line_class(0));
  for (Index i = 1; i < size; ++i) {
    const LineClass next = line_class(i);
    const LineClass last = before.last();
    if (next == al && last == al) continue;                // inside most words; nothing changes
    if (ends_line(last) && !(last == cr && next == lf)) {  // LB4, LB5
      out.push_back({i, true});
      before.begin(next);
      continue;
    }
    if (ends_line(next)) {  // LB6
      before.begin(next);
      continue;
    }
    const auto number_follows = [&] {
      Index at = i + 1;
      while (at < size && any(line_class(at), cm, zwj)) ++at;
      return at < size && line_class(at) == nu;
    };
    if (!before.takes(next, number_follows)) out.push_back({i});
  }
  out.push_back({size, ends_line(before.last())});
  return out;
}

}  // namespace minbar::ui::text
