#include "sync/collector/followed/followed.h"

namespace minbar::collector {

const seal::SigningKey* key_for(const CollectorKeys& keys, const std::optional<wire::Follows>& follows) {
  if (!follows) return &keys.signing.first();
  const auto is_meant = [&](const seal::SigningKey* key) {
    return key != nullptr && key->public_key().id() == follows->signing_key;
  };
  // After an older backup the number may be another key's here, and an agent that lost its database may say too low a
  // number. What it believes is the key.
  if (const auto* key = keys.signing.of(follows->number); is_meant(key)) return key;
  for (auto number = keys.signing.number(); number >= 0; --number)
    if (const auto* key = keys.signing.of(number); is_meant(key)) return key;
  return nullptr;
}

Bytes statement_for(const CollectorKeys& keys, const std::optional<wire::Follows>& follows) {
  if (!follows || !follows->root_key || !keys.root || *follows->root_key != keys.root->id()) return {};
  return follows->number < keys.signing.number() ? keys.statement : Bytes();
}

wire::Follows newest_of(const CollectorKeys& keys) {
  wire::Follows out{.number = keys.signing.number(), .signing_key = keys.signing.newest().public_key().id()};
  if (keys.root) out.root_key = keys.root->id();
  return out;
}

Result<void> note_enrolled(db::Database& database, const DeviceId& device, const wire::Follows& with) {
  TRY(
      database.execute("INSERT INTO kiosk_keys (device, enrolled, enrolled_key, number, signing_key, root_key) "
                       "VALUES ($1, $2, $3, $2, $3, $4) ON CONFLICT (device) DO UPDATE SET enrolled = $2, "
                       "enrolled_key = $3, number = $2, signing_key = $3, root_key = $4",
                       {device, with.number, with.signing_key, with.root_key}));
  return {};
}

Result<void> note_followed(db::Database& database, const DeviceId& device,
                           const std::optional<wire::Follows>& follows) {
  if (!follows) {
    TRY(
        database.execute("UPDATE kiosk_keys SET number = 0, signing_key = NULL, root_key = NULL WHERE device = $1 AND "
                         "(number <> 0 OR signing_key IS NOT NULL OR root_key IS NOT NULL)",
                         {device}));
    return {};
  }
  TRY(
      database.execute("INSERT INTO kiosk_keys (device, number, signing_key, root_key) VALUES ($1, $2, $3, $4) "
                       "ON CONFLICT (device) DO UPDATE SET number = $2, signing_key = $3, root_key = $4 "
                       "WHERE (number, signing_key, root_key) IS NOT ($2, $3, $4)",
                       {device, follows->number, follows->signing_key, follows->root_key}));
  return {};
}

Result<std::optional<wire::Follows>> enrolled_with(db::Database& database, const DeviceId& device) {
  const auto row = TRY(database.query_one(
      "SELECT enrolled, enrolled_key FROM kiosk_keys WHERE device = $1 AND enrolled > 0 AND enrolled_key IS NOT NULL",
      {device}));
  if (!row) return std::nullopt;
  return wire::Follows{.number = row->integer(0), .signing_key = row->id<seal::KeyId>(1)};
}

Result<std::vector<Followed>> all_followed(db::Database& database) {
  std::vector<Followed> out;
  for (const auto& row :
       TRY(database.query("SELECT coalesce(k.number, 0), k.signing_key, k.root_key, d.label FROM devices d "
                          "LEFT JOIN kiosk_keys k ON k.device = d.id WHERE d.revoked_at_ms IS NULL AND EXISTS "
                          "(SELECT 1 FROM device_keys t WHERE t.device = d.id AND t.kind = 'transport')"))) {
    wire::Follows follows{.number = row.integer(0), .signing_key = {}};
    if (!row.is_null(1)) follows.signing_key = row.id<seal::KeyId>(1);
    if (!row.is_null(2)) follows.root_key = row.id<seal::KeyId>(2);
    out.push_back({.kiosk = row.text(3), .follows = follows});
  }
  return out;
}

bool is_ahead(const CollectorKeys& keys, const wire::Follows& follows) {
  return follows.number > keys.signing.number() || (follows.number > 0 && key_for(keys, follows) == nullptr);
}

std::string strangers_to(const CollectorKeys& keys, const std::vector<Followed>& kiosks) {
  constexpr int most_named = 5;
  std::string out;
  int named = 0;
  for (const auto& [kiosk, follows] : kiosks) {
    if (!is_ahead(keys, follows) || ++named > most_named + 1) continue;
    out += (out.empty() ? "" : ", ") + (named > most_named ? std::string("...") : kiosk);
  }
  return out;
}

}  // namespace minbar::collector
