#include "sync/collector/intake/signers.h"

namespace minbar::collector {

namespace {

Error wrong_length() { return {Errc::corrupt, "a pinned key in the database has a wrong length"}; }

}  // namespace

Result<std::vector<Signer>> find_signers(Storage& storage, const seal::KeyId& key) {
  const auto rows = TRY(storage.read([&](db::Database& database) {
    return database.query(
        "SELECT id, record_key, transport_key, revoked_at_ms FROM devices WHERE transport_key_id = $1", {key});
  }));
  std::vector<Signer> signers;
  for (const auto& row : rows) {
    const auto record = seal::RecordPublicKey::from(row.bytes(1));
    const auto transport = seal::TransportPublicKey::from(row.bytes(2));
    if (!record || !transport) return tl::unexpected(wrong_length());
    signers.push_back(
        {.device = row.id<DeviceId>(0), .record = *record, .transport = *transport, .revoked = !row.is_null(3)});
  }
  return signers;
}

Result<void> note_missing_key_ids(Storage& storage) {
  const auto rows = TRY(storage.read([](db::Database& database) {
    return database.query(
        "SELECT id, transport_key FROM devices WHERE transport_key IS NOT NULL AND transport_key_id IS NULL");
  }));
  if (rows.empty()) return {};
  return storage.write([&](db::Database& database) -> Result<void> {
    for (const auto& row : rows) {
      const auto transport = seal::TransportPublicKey::from(row.bytes(1));
      if (!transport) return tl::unexpected(wrong_length());
      TRY(database.execute("UPDATE devices SET transport_key_id = $2 WHERE id = $1",
                           {row.id<DeviceId>(0), transport->id()}));
    }
    return {};
  });
}

}  // namespace minbar::collector
