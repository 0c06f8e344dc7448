#include "sync/collector/backup/snapshot.h"

#include <fmt/format.h>

#include "sync/base/limits.h"
#include "sync/collector/storage/storage.h"

namespace minbar::collector {

Result<void> check_whole(db::Database& snapshot) {
  // the engine's own words may quote what stands in a row: only how many there are counts
  const auto rows = snapshot.query("PRAGMA integrity_check(1)");
  if (!rows && rows.error().code != Errc::corrupt) return tl::unexpected(rows.error());
  if (!rows || rows->size() != 1 || rows->front().text(0) != "ok")
    return fail(Errc::corrupt, "the database is damaged");
  return {};
}

Result<BackupAbout> about_of(db::Database& snapshot) {
  BackupAbout about;
  about.schema = TRY(snapshot.query_one("PRAGMA user_version"))->integer(0);
  about.audit = TRY(find_audit_head(snapshot)).value_or(AuditMark{});
  const auto tables =
      TRY(snapshot.query("SELECT name, '\"' || replace(name, '\"', '\"\"') || '\"' FROM sqlite_schema "
                         "WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"));
  if (tables.size() > limits::backup_tables) return fail(Errc::too_large, "the database has too many tables");
  for (const auto& table : tables) {
    const auto rows = TRY(snapshot.query_one(fmt::format("SELECT count(*) FROM {}", table.text(1))));
    about.tables.push_back({.name = table.text(0), .rows = rows->integer(0)});
  }
  return about;
}

Result<std::vector<ChainHere>> chains_of(db::Database& snapshot) {
  std::vector<ChainHere> chains;
  for (const auto& row : TRY(snapshot.query("SELECT c.device, c.chain, c.sequence, c.head_hash, d.label FROM chains c "
                                            "JOIN devices d ON d.id = c.device ORDER BY c.device, c.chain")))
    chains.push_back({.device = row.id<DeviceId>(0),
                      .chain = row.id<ChainId>(1),
                      .sequence = row.integer(2),
                      .header = row.id<seal::Hash>(3),
                      .kiosk = row.text(4).substr(0, 255)});
  return chains;
}

Result<void> check_copy(db::Database& copy, const BackupAbout& about, const std::vector<ChainHere>& chains) {
  if (about.schema > newest_schema())
    return fail(Errc::unsupported_version,
                fmt::format("it was made by a newer version, with schema {}; this program knows {}: use a newer one",
                            about.schema, newest_schema()));
  return copy.snapshot([&]() -> Result<void> {
    TRY(check_whole(copy));
    if (TRY(about_of(copy)) != about || TRY(chains_of(copy)) != chains)
      return fail(Errc::corrupt, "the database in it is not the one that it was made from");
    return {};
  });
}

}  // namespace minbar::collector
