#include "sync/collector/features/fleet/health.h"

#include <sstream>
#include <string>

#include "sync/base/hex.h"
#include "sync/base/log.h"

namespace minbar::collector {

namespace {

Result<void> note_health(db::Database& database, const wire::SyncRequest& request, std::int64_t now_ms) {
  if (request.health_unreadable) log(LogEvent::health_unreadable, {{"device", LogId{to_hex(request.device.view())}}});
  if (!request.health) return {};
  const auto& said = *request.health;
  std::string faults;
  for (const auto fault : said.faults) faults += std::string(faults.empty() ? "" : " ") + std::string(name_of(fault));
  TRY(database.execute(
      "INSERT OR REPLACE INTO kiosk_health (device, at_ms, free_disk_bytes, disk_bytes, database_bytes, kiosk_version, "
      "agent_version, clock_ahead_ms, faults) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
      {request.device, now_ms, said.free_disk_bytes, said.disk_bytes, said.database_bytes, said.kiosk_version,
       request.agent_version, said.clock_ahead_ms, faults}));
  return {};
}

}  // namespace

RequestNote health_note() { return note_health; }

Result<std::vector<KioskHealth>> kiosk_health(db::Database& database) {
  std::vector<KioskHealth> out;
  for (const auto& row :
       TRY(database.query("SELECT device, at_ms, free_disk_bytes, disk_bytes, database_bytes, kiosk_version, "
                          "clock_ahead_ms, faults FROM kiosk_health"))) {
    KioskHealth health{.device = row.id<DeviceId>(0), .at_ms = row.integer(1), .said = {}};
    health.said.free_disk_bytes = row.maybe_integer(2);
    health.said.disk_bytes = row.maybe_integer(3);
    health.said.database_bytes = row.maybe_integer(4);
    health.said.kiosk_version = row.text(5);
    health.said.clock_ahead_ms = row.maybe_integer(6);
    std::istringstream words(row.text(7));
    for (std::string word; words >> word;)
      if (const auto fault = wire::fault_from(word)) health.said.faults.push_back(*fault);
    out.push_back(std::move(health));
  }
  return out;
}

}  // namespace minbar::collector
