#include "sync/collector/features/content/fleet_content.h"

#include "sync/seal/heartbeat.h"

namespace minbar::collector {

Result<std::vector<KioskContent>> content_of_fleet(db::Database& database) {
  // by the key that the heartbeat names (PROTOCOL.md, section 3)
  const auto rows = TRY(database.query(
      "SELECT d.id, a.place, k.key, h.signed FROM devices d "
      "JOIN heartbeats h ON h.device = d.id AND h.chain = (SELECT n.chain FROM heartbeats n WHERE n.device = d.id "
      "ORDER BY n.received_at_ms DESC LIMIT 1) "
      "JOIN device_keys k ON k.device = d.id AND k.kind = 'record' AND k.key_id = substr(h.signed, 7, 8) "
      "LEFT JOIN assignments a ON a.device = d.id AND a.until_ms IS NULL "
      "WHERE d.revoked_at_ms IS NULL ORDER BY d.id"));
  std::vector<KioskContent> kiosks;
  for (const auto& row : rows) {
    const auto key = seal::RecordPublicKey::from(row.bytes(2));
    if (!key) return fail(Errc::corrupt, "a pinned key in the database has a wrong length");
    const auto beat = seal::open_heartbeat(row.bytes(3), *key);
    if (!beat) continue;  // of a newer kiosk; it is said nowhere what it uses
    kiosks.push_back(
        {.device = row.id<DeviceId>(0), .place = {row.maybe_text(1).value_or("")}, .version = beat->content_version});
  }
  return kiosks;
}

}  // namespace minbar::collector
