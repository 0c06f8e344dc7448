// What heartbeats tell of kiosks' clocks, as canonical rows for each stretch of a chain. A heartbeat that changes what
// was known leaves a note of which earlier records are to be timed anew; until that is done they keep the time that
// they were given, found again from a copy of the rows as they were. Runs inside the writer's transaction. Holds
// nothing of what citizens said.
#pragma once

#include <cstdint>
#include <optional>

#include "sync/base/result.h"
#include "sync/collector/clocks/clock_span.h"
#include "sync/db/database.h"
#include "sync/domain/ids.h"
#include "sync/seal/heartbeat.h"

namespace minbar::collector {

// The rows as heartbeats have made them, or as they were before the last change, while records wait to be timed anew.
enum class ClockBasis : std::uint8_t { now, before };

struct ChainOf {
  DeviceId device;
  ChainId chain;
};

// Of a heartbeat that this device signed. A replay changes nothing, and so does any while records of its chain wait.
[[nodiscard]] Result<void> note_clock(db::Database& database, const DeviceId& device, const seal::Heartbeat& heartbeat,
                                      std::int64_t arrived_at_ms);

// Records of a chain that wait to be timed anew: those behind (done_sequence, done_arrival), in this order, that came
// up to until_arrival.
struct TimedAnew {
  std::int64_t done_sequence = 0;
  std::int64_t done_arrival = 0;
  std::int64_t until_arrival = 0;
  bool operator==(const TimedAnew&) const = default;
};
[[nodiscard]] Result<std::optional<TimedAnew>> find_timed_anew(db::Database& database, const ChainOf& of);
// Up to this record it is done.
[[nodiscard]] Result<void> note_timed(db::Database& database, const ChainOf& of, std::int64_t sequence,
                                      std::int64_t arrival);
[[nodiscard]] Result<void> end_timing(db::Database& database, const ChainOf& of);
// For a rebuild, which times everything by what is known now, also what came before there were such rows.
[[nodiscard]] Result<void> forget_timing(db::Database& database);

// Of the record at this place: the span that ended before it, and the one with a heartbeat after it.
struct SpansAround {
  std::optional<ClockSpan> before{};
  std::optional<ClockSpan> after{};
  bool operator==(const SpansAround&) const = default;
};
[[nodiscard]] Result<SpansAround> spans_around(db::Database& database, const ChainOf& of, std::int64_t sequence,
                                               ClockBasis basis);

}  // namespace minbar::collector
