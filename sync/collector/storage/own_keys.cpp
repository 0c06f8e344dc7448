#include "sync/collector/storage/own_keys.h"

namespace minbar::collector {

namespace {

// The newest envelopes name the key that they are sealed to (PROTOCOL.md, section 2), the newest packs the one that
// signed them (section 4). A database from before there was a note knows no successors. A kiosk in strange hands may
// send what is sealed to others, but not all of it is.
constexpr std::string_view sealed_to_sql =
    "SELECT count(*), coalesce(sum(substr(header, 105, 8) = $1), 0) FROM "
    "(SELECT header FROM envelopes ORDER BY arrival DESC LIMIT 500)";
constexpr std::string_view signed_by_sql =
    "SELECT count(*), coalesce(sum(substr(frame, 9, 8) = $1), 0) FROM "
    "(SELECT frame FROM packs ORDER BY version DESC LIMIT 3)";

Result<bool> has_table(db::Database& database, std::string_view name) {
  const auto row =
      TRY(database.query_one("SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = $1", {name}));
  return row->integer(0) > 0;
}

Result<bool> speaks_against(db::Database& database, std::string_view sql, const seal::KeyId& key) {
  const auto row = TRY(database.query_one(sql, {key}));
  return row->integer(0) > 0 && row->integer(1) == 0;
}

}  // namespace

Result<bool> may_belong_to(db::Database& database, const CollectorKeys& keys) {
  if (TRY(has_table(database, "own_keys"))) {
    if (const auto noted = TRY(database.query_one("SELECT signing_key, sealing_key FROM own_keys WHERE one = 1")))
      return noted->id<seal::SigningPublicKey>(0) == keys.signing.first().public_key() &&
             noted->id<seal::SealingKey>(1) == keys.opening.first().sealing_key();
  }
  if (TRY(has_table(database, "envelopes")) &&
      TRY(speaks_against(database, sealed_to_sql, keys.opening.first().sealing_key().id())))
    return false;
  if (!TRY(has_table(database, "packs"))) return true;
  return !TRY(speaks_against(database, signed_by_sql, keys.signing.first().public_key().id()));
}

Result<void> note_own_keys(Storage& storage, const CollectorKeys& keys) {
  const auto noted =
      TRY(storage.read([](db::Database& database) { return database.query_one("SELECT one FROM own_keys"); }));
  if (noted) return {};
  return storage.write([&](db::Database& database) -> Result<void> {
    TRY(database.execute(
        "INSERT INTO own_keys (one, signing_key, sealing_key) VALUES (1, $1, $2) ON CONFLICT DO NOTHING",
        {keys.signing.first().public_key(), keys.opening.first().sealing_key()}));
    return {};
  });
}

}  // namespace minbar::collector
