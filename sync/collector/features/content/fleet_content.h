// Which content pack each kiosk uses, as its own newest heartbeat says. Used by `content list` and by publishing, which
// numbers above what any kiosk has.
#pragma once

#include <cstdint>
#include <vector>

#include "sync/base/result.h"
#include "sync/db/database.h"
#include "sync/domain/ids.h"

namespace minbar::collector {

struct KioskContent {
  DeviceId device{};
  PlaceCode place{};
  std::int64_t version = 0;
};

// Every enrolled kiosk that has been heard of and was not withdrawn.
[[nodiscard]] Result<std::vector<KioskContent>> content_of_fleet(db::Database& database);

}  // namespace minbar::collector
