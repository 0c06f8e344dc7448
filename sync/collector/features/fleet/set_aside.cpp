#include "sync/collector/features/fleet/set_aside.h"

#include <string_view>

namespace minbar::collector {

namespace {

constexpr std::string_view groups_sql =
    "WITH groups AS (SELECT device, reason, count(*) AS records, min(received_at_ms) AS first, "
    "max(received_at_ms) AS last, max(id) AS newest FROM set_aside GROUP BY device, reason) "
    "SELECT d.label, a.place, g.reason, g.records, g.first, g.last, g.newest FROM groups g "
    "JOIN devices d ON d.id = g.device LEFT JOIN assignments a ON a.device = g.device AND a.until_ms IS NULL "
    "WHERE g.newest < $1 AND ($3 IS NULL OR a.place IN (SELECT value FROM json_each($3))) "
    "ORDER BY g.newest DESC LIMIT $2";

}  // namespace

Result<std::vector<AsideGroup>> list_aside(Storage& storage, const AsideQuestion& asked) {
  const auto rows = TRY(storage.read([&](db::Database& database) {
    return database.query(groups_sql, {asked.before, asked.limit, asked.scope.codes()});
  }));
  std::vector<AsideGroup> groups;
  for (const auto& row : rows)
    groups.push_back({.kiosk = row.text(0),
                      .place = row.maybe_text(1).value_or(""),
                      .reason = row.text(2),
                      .records = row.integer(3),
                      .first_received_ms = row.integer(4),
                      .last_received_ms = row.integer(5),
                      .key = row.integer(6)});
  return groups;
}

}  // namespace minbar::collector
