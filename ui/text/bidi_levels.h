// The bidirectional algorithm of Unicode 15.0 for one paragraph (UAX 9, rules X1 to I2 and the first three parts of
// L1), in time linear in its length whatever the text. Used by bidi only; all of Unicode's own tests pass.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

#include "ui/text/characters.h"

namespace minbar::ui::text {

// A Bidi_Class as ICU numbers it (UCharDirection).
using BidiClass = std::uint8_t;

// A set of classes is a bit for each.
constexpr std::uint32_t bit(unsigned c) { return 1U << c; }
constexpr bool among(BidiClass c, std::uint32_t classes) { return (classes >> c & 1U) != 0; }

class BidiLevels {
 public:
  // `levels`: one a character. What rule X9 removes has the level of what stands before it, white before a segment
  // separator and at the end that of the paragraph.
  void resolve(std::u32string_view points, std::span<const BidiClass> classes, bool rtl, std::uint8_t* levels);

 private:
  static constexpr Index none = std::numeric_limits<Index>::max();
  struct Pair {  // of brackets: places in the sequence
    Index open;
    Index close;
    bool with;  // whether between them is a strong type of the sequence's direction, or of the other
    bool against;
  };

  void match_isolates(std::span<const BidiClass> classes);
  void resolve_explicit(std::span<const BidiClass> classes, std::uint8_t* levels);
  void resolve_sequences(std::u32string_view points, std::span<const BidiClass> classes, std::uint8_t* levels);
  void resolve_sequence(std::u32string_view points, std::span<const BidiClass> classes, std::uint8_t* levels);
  void resolve_weak();
  void pair_brackets(std::u32string_view points);
  void resolve_brackets(std::span<const BidiClass> classes);
  [[nodiscard]] std::size_t place(std::size_t i) const { return whole_ ? i : sequence_[i]; }
  void set_bracket(Index at, BidiClass direction, std::span<const BidiClass> classes);
  void resolve_neutral();

  std::uint8_t base_ = 0;
  bool whole_ = false;  // nothing embeds or isolates: the paragraph is one sequence, and `sequence_` is not made
  bool has_isolates_ = false;
  // Of each character of the paragraph.
  std::vector<BidiClass> types_;  // after overrides
  std::vector<Index> partner_;    // of an isolate's initiator and its PDI: the other one
  std::vector<bool> opens_rtl_;   // of an initiator: whether its isolate is right-to-left
  // What X9 leaves, in their order, and the level runs of it.
  std::vector<Index> kept_;
  std::vector<std::uint8_t> explicit_levels_;
  std::vector<Index> run_starts_;  // into kept_; its size at the end
  std::vector<Index> run_of_;      // of each kept character, when there are isolates
  // One isolating run sequence at a time: the characters, and their types as the rules change them.
  std::vector<Index> sequence_;
  std::vector<BidiClass> now_;
  BidiClass embedding_ = 0;  // the direction of the sequence's level
  BidiClass before_ = 0;     // sos and eos
  BidiClass after_ = 0;
  std::vector<Pair> pairs_;
};

}  // namespace minbar::ui::text
