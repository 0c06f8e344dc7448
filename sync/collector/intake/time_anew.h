// Gives records of a kiosk another time when later heartbeats have told more of its clock (clocks/clock_rows.h): each
// is opened again, and what was derived of it moves. In commits of its own, between which other kiosks are answered;
// what a crash leaves over is done with the kiosk's next request, and a rebuild finds the same. Used by keep_batch.
#pragma once

#include "sync/base/result.h"
#include "sync/collector/intake/deriver.h"
#include "sync/collector/storage/storage.h"
#include "sync/seal/succeeding_keys.h"

namespace minbar::collector {

struct TimesAnew {
  const seal::OpeningKeys& opening;
  const Derivers& derivers;
  DeviceId device;
};
// Whether any do. One search.
[[nodiscard]] Result<bool> wait_to_be_timed(db::Database& database, const DeviceId& device);
// Blocks until none does.
[[nodiscard]] Result<void> time_anew(Storage& storage, const TimesAnew& with);
// At most limits::timed_at_once of them, inside the writer's transaction; says whether any are left.
[[nodiscard]] Result<bool> time_some_anew(db::Database& database, const TimesAnew& with);

}  // namespace minbar::collector
