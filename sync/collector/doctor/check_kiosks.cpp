#include "sync/collector/doctor/checks.h"

#include <fmt/format.h>

#include "sync/base/hex.h"
#include "sync/base/limits.h"
#include "sync/domain/ids.h"

namespace minbar::collector {

namespace {

constexpr std::int64_t kiosks_told = 100;
constexpr std::int64_t kiosk_mib = 1024 * 1024;

}  // namespace

Findings check_kiosks(Examined& examined) {
  if (!examined.database) return {};
  const auto rows = examined.database->query(
      "SELECT d.label, h.device, h.free_disk_bytes FROM kiosk_health h JOIN devices d ON d.id = h.device "
      "WHERE d.revoked_at_ms IS NULL AND h.free_disk_bytes < $1 ORDER BY d.label, h.device LIMIT $2",
      {limits::kiosk_disk_low_bytes, kiosks_told});
  if (!rows)
    return {{.check = "kiosks",
             .says = "What kiosks say of themselves cannot be read.",
             .to_do = "Mend what is said of the database, then look again."}};
  Findings found;
  for (const auto& row : *rows)
    found.push_back({.check = "kiosks",
                     .says = fmt::format("{} ({}): its disk is nearly full, {} MiB are free.", row.text(0),
                                         to_hex(row.id<DeviceId>(1).view()), row.integer(2) / kiosk_mib),
                     .to_do = "Make room on that kiosk's disk before it can take nothing more. What it lets go it lets "
                              "go once it is in a backup here: make backups."});
  if (found.empty()) found.push_back({.check = "kiosks", .says = "No kiosk says that its disk is nearly full."});
  return found;
}

}  // namespace minbar::collector
