#include "ui/text/bidi_levels.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>

namespace minbar::ui::text {

namespace {

constexpr std::uint8_t deepest = 125;      // BD2
constexpr std::size_t bracket_depth = 63;  // BD16
constexpr BidiClass no_override = 0xFF;

constexpr BidiClass left = U_LEFT_TO_RIGHT;
constexpr BidiClass right = U_RIGHT_TO_LEFT;
constexpr BidiClass neutral = U_OTHER_NEUTRAL;
constexpr std::uint32_t right_letter = bit(U_RIGHT_TO_LEFT) | bit(U_RIGHT_TO_LEFT_ARABIC);
constexpr std::uint32_t letter = bit(U_LEFT_TO_RIGHT) | right_letter;
constexpr std::uint32_t number = bit(U_EUROPEAN_NUMBER) | bit(U_ARABIC_NUMBER);
constexpr std::uint32_t initiator =
    bit(U_LEFT_TO_RIGHT_ISOLATE) | bit(U_RIGHT_TO_LEFT_ISOLATE) | bit(U_FIRST_STRONG_ISOLATE);
constexpr std::uint32_t isolate = initiator | bit(U_POP_DIRECTIONAL_ISOLATE);
constexpr std::uint32_t embedding = bit(U_LEFT_TO_RIGHT_EMBEDDING) | bit(U_LEFT_TO_RIGHT_OVERRIDE) |
                                    bit(U_RIGHT_TO_LEFT_EMBEDDING) | bit(U_RIGHT_TO_LEFT_OVERRIDE);
constexpr std::uint32_t removed = embedding | bit(U_POP_DIRECTIONAL_FORMAT) | bit(U_BOUNDARY_NEUTRAL);  // X9
constexpr std::uint32_t separator = bit(U_SEGMENT_SEPARATOR) | bit(U_BLOCK_SEPARATOR);

constexpr BidiClass direction_of(std::uint8_t level) { return (level & 1U) != 0 ? right : left; }
// X10, sos and eos: what a sequence meets at its edge.
constexpr BidiClass edge(std::uint8_t level, std::uint8_t beyond) { return direction_of(std::max(level, beyond)); }
// N0 and N1 take numbers for right-to-left.
constexpr BidiClass strong_of(BidiClass c) { return among(c, number) ? right : c; }
constexpr bool is_strong(BidiClass c) { return among(c, bit(U_LEFT_TO_RIGHT) | bit(U_RIGHT_TO_LEFT) | number); }

// X1: what an embedding, an override or an isolate sets until it is closed.
struct Status {
  std::uint8_t level = 0;
  BidiClass overriding = no_override;
  bool isolate = false;
};

class Stack {
 public:
  explicit Stack(std::uint8_t base) { entries_[0].level = base; }
  [[nodiscard]] const Status& top() const { return entries_[size_ - 1]; }
  [[nodiscard]] BidiClass type(BidiClass c) const { return top().overriding == no_override ? c : top().overriding; }

  void embed(BidiClass c) {  // X2 to X5
    const bool rtl = c == U_RIGHT_TO_LEFT_EMBEDDING || c == U_RIGHT_TO_LEFT_OVERRIDE;
    const bool overrides = c == U_LEFT_TO_RIGHT_OVERRIDE || c == U_RIGHT_TO_LEFT_OVERRIDE;
    if (!open(rtl, overrides ? (rtl ? right : left) : no_override, false) && overflown_isolates_ == 0)
      ++overflown_embeddings_;
  }
  void isolate(bool rtl) {  // X5a to X5c
    if (!open(rtl, no_override, true)) ++overflown_isolates_;
  }
  void end_isolate() {  // X6a
    if (overflown_isolates_ > 0) {
      --overflown_isolates_;
    } else if (isolates_ > 0) {
      overflown_embeddings_ = 0;
      while (!top().isolate) --size_;
      --size_;
      --isolates_;
    }
  }
  void end_embedding() {  // X7
    if (overflown_isolates_ > 0) return;
    if (overflown_embeddings_ > 0) {
      --overflown_embeddings_;
    } else if (!top().isolate && size_ > 1) {
      --size_;
    }
  }

 private:
  bool open(bool rtl, BidiClass overriding, bool isolate) {
    const auto level = static_cast<std::uint8_t>(rtl ? (top().level + 1) | 1 : (top().level + 2) & ~1);
    if (level > deepest || overflown_isolates_ > 0 || overflown_embeddings_ > 0) return false;
    entries_[size_++] = {level, overriding, isolate};
    if (isolate) ++isolates_;
    return true;
  }

  std::array<Status, deepest + 2> entries_{};
  std::size_t size_ = 1;
  std::size_t overflown_isolates_ = 0;
  std::size_t overflown_embeddings_ = 0;
  std::size_t isolates_ = 0;
};

// BD16: a bracket's closing form, two of them canonically equivalent to two others. 0: no bracket.
struct Bracket {
  char32_t closing = 0;
  bool opens = false;
};

Bracket bracket_of(char32_t c) {
  if (!traits_of(c).bracket) return {};
  const auto point = static_cast<UChar32>(c);
  const bool opens = u_getIntPropertyValue(point, UCHAR_BIDI_PAIRED_BRACKET_TYPE) == U_BPT_OPEN;
  const auto closing = static_cast<char32_t>(opens ? u_getBidiPairedBracket(point) : point);
  return {closing == 0x232A ? char32_t{0x3009} : closing, opens};
}

}  // namespace

void BidiLevels::resolve(std::u32string_view points, std::span<const BidiClass> classes, bool rtl,
                         std::uint8_t* levels) {
  base_ = rtl ? 1 : 0;
  std::uint32_t met = 0;
  for (const BidiClass c : classes) met |= 1U << c;
  whole_ = (met & (removed | isolate)) == 0;
  has_isolates_ = (met & isolate) != 0;
  if (whole_) {
    embedding_ = before_ = after_ = direction_of(base_);
    now_.assign(classes.begin(), classes.end());
    std::fill_n(levels, classes.size(), base_);
    resolve_sequence(points, classes, levels);
  } else {
    if (has_isolates_) match_isolates(classes);
    resolve_explicit(classes, levels);
    resolve_sequences(points, classes, levels);
  }
  std::uint8_t before = base_;
  for (std::size_t i = 0; i < classes.size(); ++i) {
    if (among(classes[i], removed)) levels[i] = before;
    before = levels[i];
  }
  bool at_end = true;  // L1
  for (std::size_t i = classes.size(); i-- > 0;) {
    at_end =
        among(classes[i], separator) || (at_end && among(classes[i], isolate | removed | bit(U_WHITE_SPACE_NEUTRAL)));
    if (at_end) levels[i] = base_;
  }
}

// BD9, and P2 and P3 for each isolate that takes its direction from its first strong character.
void BidiLevels::match_isolates(std::span<const BidiClass> classes) {
  partner_.assign(classes.size(), none);
  opens_rtl_.assign(classes.size(), false);
  struct Open {
    Index at;
    bool undecided;
  };
  std::vector<Open> open;
  for (Index i = 0; i < classes.size(); ++i) {
    const BidiClass c = classes[i];
    if (among(c, initiator)) {
      opens_rtl_[i] = c == U_RIGHT_TO_LEFT_ISOLATE;
      open.push_back({i, c == U_FIRST_STRONG_ISOLATE});
    } else if (c == U_POP_DIRECTIONAL_ISOLATE && !open.empty()) {
      partner_[i] = open.back().at;
      partner_[open.back().at] = i;
      open.pop_back();
    } else if (among(c, letter) && !open.empty() && open.back().undecided) {
      opens_rtl_[open.back().at] = among(c, right_letter);
      open.back().undecided = false;
    }
  }
}

void BidiLevels::resolve_explicit(std::span<const BidiClass> classes, std::uint8_t* levels) {
  types_.resize(classes.size());
  kept_.clear();
  Stack stack(base_);
  for (Index i = 0; i < classes.size(); ++i) {
    const BidiClass c = classes[i];
    if (among(c, embedding)) {
      stack.embed(c);
    } else if (c == U_POP_DIRECTIONAL_FORMAT) {
      stack.end_embedding();
    } else if (c == U_POP_DIRECTIONAL_ISOLATE) {
      stack.end_isolate();
    }
    if (among(c, removed)) continue;
    const bool ends = c == U_BLOCK_SEPARATOR;  // X8
    levels[i] = ends ? base_ : stack.top().level;
    types_[i] = ends ? c : stack.type(c);
    kept_.push_back(i);
    if (among(c, initiator)) stack.isolate(opens_rtl_[i]);
  }
}

// X10: level runs, joined over what an isolate holds.
void BidiLevels::resolve_sequences(std::u32string_view points, std::span<const BidiClass> classes,
                                   std::uint8_t* levels) {
  run_starts_.clear();
  if (has_isolates_) run_of_.assign(classes.size(), 0);
  for (Index k = 0; k < kept_.size(); ++k) {
    if (k == 0 || levels[kept_[k]] != levels[kept_[k - 1]]) run_starts_.push_back(k);
    if (has_isolates_) run_of_[kept_[k]] = static_cast<Index>(run_starts_.size() - 1);
  }
  run_starts_.push_back(static_cast<Index>(kept_.size()));
  // Levels change as sequences are resolved; what stands around a sequence is asked for what it was before.
  explicit_levels_.resize(kept_.size());
  for (std::size_t k = 0; k < kept_.size(); ++k) explicit_levels_[k] = levels[kept_[k]];
  for (std::size_t run = 0; run + 1 < run_starts_.size(); ++run) {
    const Index first = kept_[run_starts_[run]];
    if (classes[first] == U_POP_DIRECTIONAL_ISOLATE && partner_[first] != none) continue;  // goes on another
    sequence_.clear();
    std::size_t last_run = run;
    for (;;) {
      for (Index k = run_starts_[last_run]; k < run_starts_[last_run + 1]; ++k) sequence_.push_back(kept_[k]);
      const Index last = sequence_.back();
      if (!among(classes[last], initiator) || partner_[last] == none) break;
      last_run = run_of_[partner_[last]];
    }
    const std::uint8_t level = explicit_levels_[run_starts_[run]];
    const Index end = run_starts_[last_run + 1];
    const bool open = among(classes[sequence_.back()], initiator);
    before_ = edge(level, run == 0 ? base_ : explicit_levels_[run_starts_[run] - 1]);
    after_ = edge(level, open || end == kept_.size() ? base_ : explicit_levels_[end]);
    embedding_ = direction_of(level);
    now_.resize(sequence_.size());
    for (std::size_t i = 0; i < now_.size(); ++i) now_[i] = types_[sequence_[i]];
    resolve_sequence(points, classes, levels);
  }
}

void BidiLevels::resolve_sequence(std::u32string_view points, std::span<const BidiClass> classes,
                                  std::uint8_t* levels) {
  resolve_weak();
  pair_brackets(points);
  resolve_brackets(classes);
  resolve_neutral();
  for (std::size_t i = 0; i < now_.size(); ++i) {  // I1, I2
    const int up =
        embedding_ == right ? (now_[i] == right ? 0 : 1) : (now_[i] == left ? 0 : (now_[i] == right ? 1 : 2));
    auto& level = levels[place(i)];
    level = static_cast<std::uint8_t>(level + up);
  }
}

void BidiLevels::resolve_weak() {
  const std::size_t size = now_.size();
  BidiClass previous = before_;
  BidiClass last_letter = before_;
  for (auto& c : now_) {
    if (c == U_DIR_NON_SPACING_MARK) c = among(previous, isolate) ? neutral : previous;  // W1
    previous = c;
    if (among(c, letter)) last_letter = c;
    if (c == U_EUROPEAN_NUMBER && last_letter == U_RIGHT_TO_LEFT_ARABIC) c = U_ARABIC_NUMBER;  // W2
    if (c == U_RIGHT_TO_LEFT_ARABIC) c = right;                                                // W3
  }
  for (std::size_t i = 1; i + 1 < size; ++i) {  // W4
    if (now_[i - 1] != now_[i + 1]) continue;
    const bool joins = now_[i] == U_COMMON_NUMBER_SEPARATOR
                           ? among(now_[i - 1], number)
                           : now_[i] == U_EUROPEAN_NUMBER_SEPARATOR && now_[i - 1] == U_EUROPEAN_NUMBER;
    if (joins) now_[i] = now_[i - 1];
  }
  bool after_number = false;
  last_letter = before_;
  for (std::size_t i = 0; i < size; ++i) {
    if (now_[i] == U_EUROPEAN_NUMBER_TERMINATOR) {  // W5, W6
      std::size_t end = i;
      while (end < size && now_[end] == U_EUROPEAN_NUMBER_TERMINATOR) ++end;
      const bool before_number = end < size && now_[end] == U_EUROPEAN_NUMBER;
      std::fill(now_.begin() + static_cast<std::ptrdiff_t>(i), now_.begin() + static_cast<std::ptrdiff_t>(end),
                after_number || before_number ? BidiClass{U_EUROPEAN_NUMBER} : neutral);
    } else if (among(now_[i], bit(U_EUROPEAN_NUMBER_SEPARATOR) | bit(U_COMMON_NUMBER_SEPARATOR))) {  // W6
      now_[i] = neutral;
    }
    after_number = now_[i] == U_EUROPEAN_NUMBER;
    if (after_number && last_letter == left) now_[i] = left;  // W7
    if (among(now_[i], letter)) last_letter = now_[i];
  }
}

void BidiLevels::pair_brackets(std::u32string_view points) {  // BD16, and what N0 asks of the text between
  struct Open {
    char32_t closing;
    Index at;
    Index with;
    Index against;
  };
  std::array<Open, bracket_depth> open;
  std::size_t depth = 0;
  Index with = 0;  // how many strong types have met, of the sequence's direction and of the other
  Index against = 0;
  pairs_.clear();
  for (Index i = 0; i < now_.size(); ++i) {
    if (is_strong(now_[i])) ++(strong_of(now_[i]) == embedding_ ? with : against);
    if (now_[i] != neutral) continue;
    const Bracket bracket = bracket_of(points[place(i)]);
    if (bracket.closing == 0) continue;
    if (bracket.opens) {
      if (depth == bracket_depth) break;
      open[depth++] = {bracket.closing, i, with, against};
      continue;
    }
    for (std::size_t at = depth; at-- > 0;) {
      if (open[at].closing != bracket.closing) continue;
      pairs_.push_back({open[at].at, i, with > open[at].with, against > open[at].against});
      depth = at;
      break;
    }
  }
  std::sort(pairs_.begin(), pairs_.end(), [](const Pair& a, const Pair& b) { return a.open < b.open; });
}

void BidiLevels::resolve_brackets(std::span<const BidiClass> classes) {  // N0
  BidiClass context = before_;  // the strong type before a bracket; the pairs before it are resolved by then
  Index at = 0;
  for (const Pair& pair : pairs_) {
    for (; at < pair.open; ++at) {
      if (is_strong(now_[at])) context = strong_of(now_[at]);
    }
    if (!pair.with && !pair.against) continue;
    const BidiClass direction = pair.with ? embedding_ : context;
    set_bracket(pair.open, direction, classes);
    set_bracket(pair.close, direction, classes);
  }
}

void BidiLevels::set_bracket(Index at, BidiClass direction, std::span<const BidiClass> classes) {
  now_[at] = direction;
  for (std::size_t i = at + 1; i < now_.size() && classes[place(i)] == U_DIR_NON_SPACING_MARK; ++i) now_[i] = direction;
}

void BidiLevels::resolve_neutral() {  // N1, N2
  const std::size_t size = now_.size();
  for (std::size_t i = 0; i < size; ++i) {
    if (is_strong(now_[i])) continue;
    std::size_t end = i;
    while (end < size && !is_strong(now_[end])) ++end;
    const BidiClass from = i > 0 ? strong_of(now_[i - 1]) : before_;
    const BidiClass to = end < size ? strong_of(now_[end]) : after_;
    std::fill(now_.begin() + static_cast<std::ptrdiff_t>(i), now_.begin() + static_cast<std::ptrdiff_t>(end),
              from == to ? from : embedding_);
    i = end - 1;
  }
}

}  // namespace minbar::ui::text
