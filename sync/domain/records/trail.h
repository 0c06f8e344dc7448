// What one kiosk can tell about the record that a receipt code leads to: how far it came, what was answered, and how
// old that knowledge is. Made by the kiosk's store, shown by its screens. A citizen's: it goes with the session.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sync/domain/records/answer.h"

namespace minbar {

// How far a record came, as this kiosk knows.
enum class Reached : std::uint8_t {
  unknown,     // neither recorded here nor answered to here: it may be on its way, elsewhere, or no such code
  recorded,    // recorded here, not yet delivered
  delivered,   // the centre has it, or has answered to it
  needs_desk,  // recorded here, and something with it that a person has to look at
};

struct Trail {
  Reached reached = Reached::unknown;
  std::optional<std::int64_t> recorded_at_s{};  // when it was recorded, if that was on this kiosk
  std::vector<Answer> answers{};                // oldest first
  bool newer_unreadable = false;                // the newest answer was made by a newer program than this
  std::optional<std::int64_t> heard_at_s{};     // when this kiosk last exchanged with its centre
  bool operator==(const Trail&) const = default;
};

}  // namespace minbar
