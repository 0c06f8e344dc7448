// What a request says besides what it brings, noted by the feature that it concerns. Given to intake when the collector
// is wired, so that it knows no feature.
#pragma once

#include <cstdint>
#include <functional>

#include "sync/base/result.h"
#include "sync/db/database.h"
#include "sync/wire/messages.h"

namespace minbar::collector {

// Runs inside the writer's transaction that keeps the request's records; `now_ms` is when it arrived, UTC, by the
// collector's clock. Errors are the database's: nothing of the request is kept then, and its kiosk comes again.
using RequestNote = std::function<Result<void>(db::Database&, const wire::SyncRequest&, std::int64_t now_ms)>;

}  // namespace minbar::collector
