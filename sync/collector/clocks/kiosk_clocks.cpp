#include "sync/collector/clocks/kiosk_clocks.h"

#include <fmt/format.h>

#include "sync/collector/clocks/clock_columns.h"

namespace minbar::collector {

Result<std::vector<KioskClock>> doubtful_clocks(db::Database& database) {
  std::vector<KioskClock> out;
  for (const auto& row : TRY(database.query(fmt::format(
           "SELECT d.id, d.label, {} FROM devices d CROSS JOIN clock_spans s ON s.device = d.id AND s.basis = 0 "
           "AND s.chain = (SELECT h.chain FROM heartbeats h WHERE h.device = d.id ORDER BY "
           "h.received_at_ms DESC LIMIT 1) AND s.number = (SELECT max(n.number) FROM clock_spans n WHERE "
           "n.device = s.device AND n.chain = s.chain AND n.basis = 0) "
           "WHERE d.revoked_at_ms IS NULL ORDER BY d.label, d.id",
           span_columns)))) {
    const auto span = span_of(row, 2);
    const auto state = state_of(span);
    if (state == ClockState::right) continue;
    out.push_back({.device = row.id<DeviceId>(0),
                   .label = row.text(1),
                   .state = state,
                   .ahead_ms = ahead_ms(span),
                   .said_ms = span.last_wall_ms(),
                   .received_at_ms = span.received_at_ms});
  }
  return out;
}

}  // namespace minbar::collector
