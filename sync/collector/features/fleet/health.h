// How kiosks' machines fare, as their agents say: the newest word of each, noted with its request and shown on the page
// of kiosks. Believed about nothing else: no record depends on it.
#pragma once

#include <cstdint>
#include <vector>

#include "sync/base/result.h"
#include "sync/collector/intake/request_note.h"
#include "sync/db/database.h"
#include "sync/domain/ids.h"
#include "sync/wire/health.h"

namespace minbar::collector {

// Keeps what a request says, in the place of what was said before; nothing where it says nothing.
[[nodiscard]] RequestNote health_note();

struct KioskHealth {
  DeviceId device;
  std::int64_t at_ms = 0;  // when it came, UTC, by the collector's clock
  wire::Health said{};
};
[[nodiscard]] Result<std::vector<KioskHealth>> kiosk_health(db::Database& database);

}  // namespace minbar::collector
