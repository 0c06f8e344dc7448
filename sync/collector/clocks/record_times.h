// When records that are here were made, by the rows of their kiosks' clocks (clock_rows.h). Used when a record is
// derived, when it is timed anew, and in a rebuild. Runs inside the writer's transaction.
#pragma once

#include <cstdint>

#include "sync/base/result.h"
#include "sync/collector/clocks/clock_rows.h"
#include "sync/collector/clocks/made_at.h"
#include "sync/db/database.h"
#include "sync/domain/records/submission.h"

namespace minbar::collector {

// As its row of envelopes has it.
struct RecordPlace {
  ChainOf of;
  std::int64_t sequence = 0;
  std::int64_t arrival = 0;
  std::int64_t received_at_ms = 0;
};
// By the rows that are in force for it: while it waits to be timed anew, those of before. What came before there were
// such rows is certain and as its kiosk said, until a rebuild.
[[nodiscard]] Result<MadeAt> time_of(db::Database& database, std::int64_t arrival, const Submission& said);
[[nodiscard]] Result<MadeAt> time_of(db::Database& database, const RecordPlace& place, const Submission& said,
                                     ClockBasis basis);

}  // namespace minbar::collector
