// When a record was made, by the collector's clock, from what its kiosk's clock said and what heartbeats before and
// after it tell of that clock. A pure function, so that a rebuild finds what was found as it came. An estimate: orders
// and authorises nothing.
#pragma once

#include <cstdint>
#include <optional>

#include "sync/collector/clocks/clock_span.h"

namespace minbar::collector {

struct MadeAt {
  std::int64_t at_s = 0;  // UTC
  // Its kiosk's clock was wrong, or was turned meanwhile, or nothing tells how it was. Else at_s is what the kiosk
  // said.
  bool uncertain = false;
  bool operator==(const MadeAt&) const = default;
};

struct RecordClock {
  std::int64_t said_s = 0;    // as the record has it
  std::int64_t coarse_s = 1;  // it was rounded down to so many seconds, and so is the estimate
  std::int64_t sequence = 0;
  std::int64_t received_at_ms = 0;    // never made later, but for what a right clock may be ahead
  std::int64_t enrolled_at_ms = 0;    // never made earlier
  std::optional<ClockSpan> before{};  // the last whose heartbeats were all made before the record
  std::optional<ClockSpan> after{};   // the first with a heartbeat that was made after it
};
[[nodiscard]] MadeAt made_at(const RecordClock& record);

}  // namespace minbar::collector
