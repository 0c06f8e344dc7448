#include "sync/collector/doctor/checks.h"

#include <cstdlib>

#include <fmt/format.h>

#include "sync/base/hex.h"
#include "sync/collector/desk/time_text.h"
#include "sync/domain/ids.h"

namespace minbar::collector {

namespace {

constexpr std::int64_t minute_ms = 60'000;
constexpr std::int64_t far_ms = 10 * minute_ms;       // more than an exchange that waits in a slow network
constexpr std::int64_t built_ms = 1'735'689'600'000;  // 2025-01-01: this program is younger

Findings check_own(Examined& examined) {
  if (examined.now_ms < built_ms)
    return {{.check = "clocks",
             .says = fmt::format("This machine believes that it is {}.", machine_time(examined.now_ms)),
             .to_do = "Set its clock: sessions, links and the times at the desk go by it."}};
  const auto row = examined.database->query_one("SELECT coalesce(max(at_ms), 0) FROM audit");
  if (!row || !*row || (*row)->integer(0) <= examined.now_ms + minute_ms) return {};
  return {{.check = "clocks",
           .says = fmt::format("The audit has a row of {}, which is later than this machine's time {}.",
                               machine_time((*row)->integer(0)), machine_time(examined.now_ms)),
           .to_do = "The clock was or is wrong: set it. Rows keep the order in which they were written."}};
}

}  // namespace

Findings check_clocks(Examined& examined) {
  if (!examined.database) return {};
  auto found = check_own(examined);
  const auto rows = examined.database->query(
      "SELECT d.label, d.id, h.wall_ms, h.received_at_ms FROM heartbeats h JOIN devices d ON d.id = h.device "
      "WHERE d.revoked_at_ms IS NULL AND abs(h.wall_ms - h.received_at_ms) > $1 AND h.received_at_ms = "
      "(SELECT max(n.received_at_ms) FROM heartbeats n WHERE n.device = h.device) ORDER BY d.label LIMIT 100",
      {far_ms});
  if (!rows) return found;  // the database's check says why
  for (const auto& row : *rows) {
    const auto apart = row.integer(2) - row.integer(3);
    found.push_back({.check = "clocks",
                     .says = fmt::format("{} ({}): its last heartbeat said {} and came at {}, {} minutes {}.",
                                         row.text(0), to_hex(row.id<DeviceId>(1).view()), machine_time(row.integer(2)),
                                         machine_time(row.integer(3)), std::abs(apart) / minute_ms,
                                         apart < 0 ? "later" : "earlier"),
                     .to_do = "Set the kiosk's clock, or give it a network that tells the time. If it had no network, "
                              "this passes with its next heartbeat. No record is lost by it."});
  }
  if (found.empty()) found.push_back({.check = "clocks", .says = "They agree within ten minutes."});
  return found;
}

}  // namespace minbar::collector
