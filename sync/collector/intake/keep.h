// Writes one judged envelope: raw into the canonical tables, and what it means into the derived ones, but for what it
// claims of others (hold.h). Runs inside a transaction of the writer. The same bytes again are known; other bytes under
// a taken id are set aside and the first stays.
#pragma once

#include "sync/base/result.h"
#include "sync/collector/intake/derive.h"
#include "sync/collector/intake/hold.h"
#include "sync/collector/intake/judge.h"
#include "sync/db/database.h"
#include "sync/wire/messages.h"

namespace minbar::collector {

struct Arrival {
  DeviceId device;
  std::int64_t at_ms = 0;  // UTC, by the collector's clock
};

struct Kept {
  wire::RecordResult result;
  bool added = false;    // something was written: the bytes were not here before
  bool chained = false;  // its header is new here and belongs into its chain
};

// Past 1,000 records of this kiosk that are not surely its own, more of them leave only their hash and reason. Errors:
// the database's, and full for an envelope of a newer format past that number: nothing of its request is kept here, and
// the kiosk keeps it.
[[nodiscard]] Result<Kept> keep(db::Database& database, const Judged& judged, const Arrival& arrival,
                                const Derivers& derivers, AssignedPlaces& places);

// One that was erased by law: its header is kept, so that its chain verifies, and its body is not, whether it came
// before or not. Nothing is derived. The kiosk is told that it is known.
[[nodiscard]] Result<Kept> keep_erased(db::Database& database, const Judged& judged, const Arrival& arrival);

// Derives what a record of this origin says, or holds it; `judged` has its body.
[[nodiscard]] Result<void> derive_or_hold(db::Database& database, const Judged& judged, const Origin& origin,
                                          const Derivers& derivers, AssignedPlaces& places);

// Kept raw for a person to look at; false when these bytes were set aside before.
[[nodiscard]] Result<bool> set_aside(db::Database& database, const Judged& judged, wire::RecordReason reason,
                                     const Arrival& arrival);

// The bytes of an envelope as it came, of a row that has `header, signature, sealed_body` from `column` on; the last
// one is null when the body was erased.
inline constexpr std::size_t kept_columns = 3;
[[nodiscard]] Bytes kept_bytes(const db::Row& row, std::size_t column);

}  // namespace minbar::collector
