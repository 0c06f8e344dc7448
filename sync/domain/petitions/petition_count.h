// How many have signed a petition, as the collector counted it, and how complete that number is. Travels in a
// SyncReply, is kept by the kiosk, shown on its screens.
#pragma once

#include <cstdint>
#include <optional>

#include "sync/domain/ids.h"

namespace minbar {

struct PetitionCount {
  PetitionId petition;
  std::int64_t signatures = 0;  // of different people
  std::optional<std::int64_t>
      complete_up_to_s;            // UTC; every signature made before is in it, but for silent kiosks and what is lost
  std::int64_t silent_kiosks = 0;  // from which nothing was heard lately
  std::int64_t lost_records = 0;   // of its kiosks, known to be lost for good; signatures may be among them
  std::int64_t counted_at_s = 0;   // UTC, by the collector's clock
  bool operator==(const PetitionCount&) const = default;
};

}  // namespace minbar
