#include "sync/collector/backup/backup_notes.h"

#include "sync/base/limits.h"

namespace minbar::collector {

namespace {

// Longer than backups are kept. One an hour makes 90,000 rows.
constexpr std::int64_t noted_ms = std::int64_t{10} * 365 * 24 * 3'600'000;

Result<std::optional<BackupNote>> newest_of(db::Database& database, bool elsewhere_only) {
  const auto row = TRY(database.query_one(
      "SELECT number, made_at_ms, verified_at_ms, elsewhere, bytes FROM backups WHERE elsewhere >= $1 "
      "ORDER BY number DESC LIMIT 1",
      {elsewhere_only ? 1 : 0}));
  if (!row) return std::nullopt;
  return BackupNote{.number = row->integer(0),
                    .made_at_ms = row->integer(1),
                    .verified_at_ms = row->integer(2),
                    .elsewhere = row->integer(3) != 0,
                    .bytes = row->integer(4)};
}

}  // namespace

Result<void> note_backup(db::Database& database, const BackupNote& note) {
  TRY(
      database.execute("INSERT INTO backups (number, made_at_ms, verified_at_ms, elsewhere, bytes) VALUES ($1, $2, $3, "
                       "$4, $5)",
                       {note.number, note.made_at_ms, note.verified_at_ms, note.elsewhere ? 1 : 0, note.bytes}));
  return {};
}

Result<void> note_elsewhere(db::Database& database, std::int64_t number) {
  TRY(database.execute("UPDATE backups SET elsewhere = 1 WHERE number = $1", {number}));
  return {};
}

Result<void> forget_backup(db::Database& database, std::int64_t number) {
  TRY(database.execute("DELETE FROM backups WHERE number = $1", {number}));
  return {};
}

Result<void> forget_backups(db::Database& database, const std::set<std::int64_t>& there, std::int64_t now_ms) {
  for (const auto& row :
       TRY(database.query("SELECT number FROM (SELECT number, made_at_ms FROM backups ORDER BY number DESC LIMIT -1 "
                          "OFFSET $1) WHERE made_at_ms < $2",
                          {limits::backups_remembered, now_ms - noted_ms})))
    if (!there.contains(row.integer(0))) TRY(forget_backup(database, row.integer(0)));
  return {};
}

Result<bool> is_noted(db::Database& database, std::int64_t number, std::int64_t made_at_ms) {
  return TRY(database.query_one("SELECT 1 FROM backups WHERE number = $1 AND made_at_ms = $2", {number, made_at_ms}))
      .has_value();
}

Result<std::optional<BackupNote>> newest_backup(db::Database& database) { return newest_of(database, false); }
Result<std::optional<BackupNote>> newest_backup_elsewhere(db::Database& database) { return newest_of(database, true); }

}  // namespace minbar::collector
