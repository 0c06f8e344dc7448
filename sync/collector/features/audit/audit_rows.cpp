#include "sync/collector/features/audit/audit_rows.h"

#include <string_view>

namespace minbar::collector {

namespace {

constexpr std::string_view sql =
    "SELECT a.id, a.at_ms, w.name, a.address, a.action, a.outcome, a.reason, s.name, a.decision, a.place, d.label, "
    "a.record, a.petition, a.records, a.detail, "
    "EXISTS (SELECT 1 FROM proposals p WHERE p.record = a.record) OR "
    "EXISTS (SELECT 1 FROM petition_starts t WHERE t.record = a.record) "
    "FROM audit a LEFT JOIN accounts w ON w.id = a.account LEFT JOIN accounts s ON s.id = a.subject "
    "LEFT JOIN devices d ON d.id = a.device "
    "WHERE a.id < $1 AND ($2 IS NULL OR a.account = $2 OR a.subject = $2) AND ($3 = '' OR a.action = $3) "
    "AND ($4 = '' OR a.outcome = $4) AND ($5 IS NULL OR a.at_ms >= $5) AND ($6 IS NULL OR a.at_ms < $6) "
    "ORDER BY a.id DESC LIMIT $7";

AuditRow row_of(const db::Row& row) {
  const auto text = [&](std::size_t column) { return row.maybe_text(column).value_or(""); };
  AuditRow out{.id = row.integer(0),
               .at_ms = row.integer(1),
               .account = text(2),
               .address = text(3),
               .action = text(4),
               .outcome = text(5),
               .reason = text(6),
               .subject = text(7),
               .decision = text(8),
               .place = {},
               .kiosk = text(10),
               .record = {},
               .record_is_shown = row.integer(15) != 0,
               .petition = text(12),
               .records = row.maybe_integer(13),
               .detail = text(14)};
  if (const auto place = row.maybe_text(9)) out.place = PlaceCode{*place};
  if (!row.is_null(11)) out.record = row.id<RecordId>(11);
  return out;
}

}  // namespace

Result<std::vector<AuditRow>> list_audit(Storage& storage, const AuditQuery& query) {
  const auto rows = TRY(storage.read([&](db::Database& database) {
    return database.query(
        sql, {query.before, query.account, query.action, query.outcome, query.from_ms, query.until_ms, query.limit});
  }));
  std::vector<AuditRow> out;
  for (const auto& row : rows) out.push_back(row_of(row));
  return out;
}

Result<std::vector<std::pair<std::int64_t, std::string>>> names_of_accounts(Storage& storage) {
  const auto rows = TRY(storage.read(
      [](db::Database& database) { return database.query("SELECT id, name FROM accounts ORDER BY name", {}); }));
  std::vector<std::pair<std::int64_t, std::string>> out;
  for (const auto& row : rows) out.emplace_back(row.integer(0), row.text(1));
  return out;
}

}  // namespace minbar::collector
