// How the clock of each kiosk in service was when it was last heard: for the page of kiosks and for doctor, from the
// same rows as the times of records.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sync/base/result.h"
#include "sync/collector/clocks/clock_span.h"
#include "sync/db/database.h"
#include "sync/domain/ids.h"

namespace minbar::collector {

struct KioskClock {
  DeviceId device;
  std::string label;
  ClockState state = ClockState::right;
  std::int64_t ahead_ms = 0;        // as clock_span.h has it
  std::int64_t said_ms = 0;         // what it said in its newest heartbeat
  std::int64_t received_at_ms = 0;  // which came then
};
// Of the newest chain of each. Those that are right are left out; by label.
[[nodiscard]] Result<std::vector<KioskClock>> doubtful_clocks(db::Database& database);

}  // namespace minbar::collector
