// How the kiosks fare, as monitoring counts them.
#pragma once

#include <cstdint>

#include "sync/base/result.h"
#include "sync/collector/features/health/readiness.h"
#include "sync/collector/storage/storage.h"

namespace minbar::collector {

[[nodiscard]] Result<FleetCounts> count_fleet(Storage& storage, std::int64_t now_ms);

}  // namespace minbar::collector
