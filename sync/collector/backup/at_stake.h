// What nobody would have any more once an older backup is in the place of what is there: records that kiosks were told
// are safe after that backup was made, and so may have dropped. Told to the operator before anything is changed.
#pragma once

#include <string>
#include <vector>

#include "sync/base/result.h"
#include "sync/collector/backup/format.h"
#include "sync/db/database.h"

namespace minbar::collector {

struct AtStake {
  DeviceId device;
  std::string kiosk;  // its label
  std::int64_t from = 0;
  std::int64_t to = 0;
  bool operator==(const AtStake&) const = default;
};
// `chains`: of the backup that is to be restored. `safe`: up to where something newer says that chains are safe.
[[nodiscard]] std::vector<AtStake> at_stake(const std::vector<ChainHere>& chains, const std::vector<ChainHere>& safe);
// Up to where a database that is there has told kiosks so. Of an earlier version: nothing.
[[nodiscard]] Result<std::vector<ChainHere>> told_safe(db::Database& database);
// Number of the newest backup by which something became safe there; 0: none is known.
[[nodiscard]] Result<std::int64_t> last_safe_backup(db::Database& database);

}  // namespace minbar::collector
