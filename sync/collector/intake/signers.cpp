#include "sync/collector/intake/signers.h"

#include "sync/collector/followed/followed.h"
#include "sync/collector/machines/machines.h"

namespace minbar::collector {

namespace {

Error wrong_length() { return {Errc::corrupt, "a pinned key in the database has a wrong length"}; }

Result<std::vector<seal::RecordPublicKey>> record_keys_of(db::Database& database, const DeviceId& device) {
  std::vector<seal::RecordPublicKey> keys;
  for (const auto& row : TRY(database.query("SELECT key FROM device_keys WHERE device = $1 AND kind = 'record' "
                                            "ORDER BY until_ms IS NOT NULL, from_ms DESC",
                                            {device}))) {
    const auto key = seal::RecordPublicKey::from(row.bytes(0));
    if (!key) return tl::unexpected(wrong_length());
    keys.push_back(*key);
  }
  return keys;
}

}  // namespace

Result<std::vector<Signer>> find_signers(Storage& storage, const seal::KeyId& key) {
  return storage.read([&](db::Database& database) -> Result<std::vector<Signer>> {
    std::vector<Signer> signers;
    for (const auto& row :
         TRY(database.query("SELECT k.device, k.key, k.until_ms, d.revoked_at_ms, k.copied FROM device_keys k "
                            "JOIN devices d ON d.id = k.device "
                            "WHERE k.kind = 'transport' AND k.key_id = $1",
                            {key}))) {
      const auto transport = seal::TransportPublicKey::from(row.bytes(1));
      if (!transport) return tl::unexpected(wrong_length());
      Signer signer{.device = row.id<DeviceId>(0),
                    .transport = *transport,
                    .copied = row.integer(4) != 0,
                    .replaced = !row.is_null(2),
                    .revoked = !row.is_null(3)};
      signer.enrolled = TRY(enrolled_with(database, signer.device));
      signer.records = TRY(record_keys_of(database, signer.device));
      for (const auto& origin : TRY(origins_of(database, signer.device))) {
        auto records = TRY(record_keys_of(database, origin));
        signer.origins.push_back({.device = origin, .records = std::move(records)});
      }
      signers.push_back(std::move(signer));
    }
    return signers;
  });
}

Result<void> note_missing_key_ids(Storage& storage) {
  const auto rows = TRY(storage.read(
      [](db::Database& database) { return database.query("SELECT kind, key FROM device_keys WHERE key_id IS NULL"); }));
  if (rows.empty()) return {};
  return storage.write([&](db::Database& database) -> Result<void> {
    for (const auto& row : rows) {
      const auto key = seal::TransportPublicKey::from(row.bytes(1));  // an id has no role
      if (!key) return tl::unexpected(wrong_length());
      TRY(database.execute("UPDATE device_keys SET key_id = $3 WHERE kind = $1 AND key = $2",
                           {row.text(0), *key, key->id()}));
    }
    return {};
  });
}

}  // namespace minbar::collector
