// What a citizen says, as a value. A submission is immutable once made; its id was minted when the draft opened.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "sync/domain/ids.h"

namespace minbar {

// Given only after the data-protection notice was shown and agreed to. Either field may be empty, not both.
struct Author {
  std::string name;
  std::string contact;  // a telephone number or an e-mail address, as the citizen wrote it
  bool operator==(const Author&) const = default;
};

struct Proposal {
  ThemeId theme;
  std::string text;  // letter for letter as typed, UTF-8; never normalised
  std::optional<Author> author;
  bool operator==(const Proposal&) const = default;
};

// The five faces, from the unhappiest to the happiest; the number is what travels.
enum class Satisfaction : std::uint8_t { very_dissatisfied = 1, dissatisfied, neutral, satisfied, very_satisfied };
inline constexpr std::array all_satisfactions{Satisfaction::very_dissatisfied, Satisfaction::dissatisfied,
                                              Satisfaction::neutral, Satisfaction::satisfied,
                                              Satisfaction::very_satisfied};

// No identity, no session, no receipt, and a time rounded to the quarter of an hour: nothing tells who rated.
struct Rating {
  ServiceId service;
  Satisfaction satisfaction = Satisfaction::neutral;
  std::vector<ReasonId> reasons;  // sorted, each once; the order of taps is nobody's business
  std::string comment;            // letter for letter as typed; empty: none
  bool soon_after_another =
      false;  // begun within limits::repeat_within_ms of the last one here: perhaps a hand at play
  bool operator==(const Rating&) const = default;
};

using Body = std::variant<Proposal, Rating>;

struct Submission {
  RecordId id;
  PlaceCode place;                   // where the kiosk stood when this was made
  Language language;                 // of the interface; the text's script is its own
  std::int64_t content_version = 0;  // of the pack this was made under
  std::int64_t made_at_s = 0;        // UTC seconds as the kiosk believed, rounded down to a minute, or for a rating to
                                     // a quarter of an hour; no evidence of order
  Body body;
  bool operator==(const Submission&) const = default;
};

}  // namespace minbar
