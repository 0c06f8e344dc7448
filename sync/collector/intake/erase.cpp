#include "sync/collector/intake/erase.h"

#include <array>
#include <string_view>

namespace minbar::collector {

namespace {

constexpr std::array<std::string_view, 7> erase_sql{
    "DELETE FROM blob_pieces WHERE (device, hash) IN (SELECT device, hash FROM blobs WHERE record = $1)",
    "UPDATE blobs SET state = 2 WHERE record = $1",
    "UPDATE set_aside SET bytes = x'', lookup = NULL, voice = NULL WHERE record = $1",
    "DELETE FROM held_records WHERE record = $1",
    "DELETE FROM proposals WHERE record = $1",
    "DELETE FROM petition_signatures WHERE record = $1",
    "DELETE FROM petition_starts WHERE record = $1",
};

Result<void> erase_kept(db::Database& database, const RecordId& record) {
  for (const auto sql : erase_sql) TRY(database.execute(sql, {record}));
  TRY(database.execute("UPDATE envelopes SET sealed_body = NULL WHERE record = $1", {record}));
  return {};
}

Result<std::vector<RecordId>> still_here(db::Database& database, const Erased& erased) {
  std::vector<RecordId> out;
  for (const auto& record : erased.records())
    if (TRY(database.query_one("SELECT 1 FROM envelopes WHERE record = $1 AND sealed_body IS NOT NULL", {record})))
      out.push_back(record);
  return out;
}

}  // namespace

Result<std::int64_t> erase_what_is_listed(Storage& storage, const Erased& erased) {
  const auto here = TRY(storage.read([&](db::Database& database) { return still_here(database, erased); }));
  if (here.empty()) return 0;
  TRY(storage.write([&](db::Database& database) -> Result<void> {
    for (const auto& record : here) TRY(erase_kept(database, record));
    return {};
  }));
  return static_cast<std::int64_t>(here.size());
}

Result<std::int64_t> list_what_is_erased(Storage& storage, Erased& erased) {
  const auto rows = TRY(storage.read([](db::Database& database) {
    return database.query("SELECT record FROM envelopes INDEXED BY envelopes_erased WHERE sealed_body IS NULL");
  }));
  ErasedIds ids;
  for (const auto& row : rows)
    if (const auto record = row.id<RecordId>(0); !erased.has(record)) ids.records.push_back(record);
  if (ids.records.empty()) return 0;
  TRY(erased.add(ids));
  return static_cast<std::int64_t>(ids.records.size());
}

}  // namespace minbar::collector
