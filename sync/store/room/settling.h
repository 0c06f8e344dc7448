// Inside sync/store: records of which nothing is left but what their citizens' codes ask for. A record whose sealed
// bytes went, that is in a backup and that the collector has had for long, leaves outbox and its indexes; one with a
// receipt code is a narrow row of `settled` from then on, and one without is counted and no more.
#pragma once

#include <cstdint>

#include "sync/base/clock.h"
#include "sync/base/result.h"
#include "sync/db/database.h"

namespace minbar::store {

struct Settling {
  std::int64_t below = 0;            // places of the chain before this one, which stays itself for the next mark; those
                                     // of a former chain whose bytes went are before any
  std::int64_t acknowledged_on = 0;  // that day (marks.h), or before
};

// The oldest of them, in transactions of their own; a bounded number, and none after limits::shrinking_ms. How many.
[[nodiscard]] Result<std::int64_t> settle(db::Database& database, const Settling& which, const Clock& clock);

}  // namespace minbar::store
