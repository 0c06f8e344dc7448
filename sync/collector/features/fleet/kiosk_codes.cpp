#include "sync/collector/features/fleet/kiosk_codes.h"

#include "sync/base/limits.h"
#include "sync/domain/records/receipt_code.h"

namespace minbar::collector {

Result<FreshCode> make_code(Random& random) {
  const auto code = mint_receipt_code(random);
  auto keys = TRY(seal::derive_enrol_keys(code));
  return FreshCode{.text = format_receipt_code(code), .keys = std::move(keys)};
}

Result<std::int64_t> write_code(db::Database& database, const FreshCode& code, const DeviceId& device, const Actor& by,
                                std::int64_t now_ms) {
  const auto expires_at_ms = now_ms + limits::enrol_code_ms;
  TRY(
      database.execute("UPDATE enrol_codes SET mac_key = NULL WHERE expires_at_ms <= $1 OR (device = $2 AND "
                       "used_at_ms IS NULL)",
                       {now_ms, device}));
  TRY(
      database.execute("INSERT INTO enrol_codes (lookup, mac_key, device, made_at_ms, made_by, expires_at_ms) "
                       "VALUES ($1, $2, $3, $4, $5, $6)",
                       {code.keys.lookup, code.keys.mac_key, device, now_ms, by.account, expires_at_ms}));
  return expires_at_ms;
}

Result<IssuedCode> new_code(Storage& storage, const CodeAgain& again, const Clock& clock, Random& random) {
  const auto code = TRY(make_code(random));
  const auto now = clock.wall_ms();
  IssuedCode issued{.device = again.device, .code = code.text, .expires_at_ms = 0};
  TRY(storage.write([&](db::Database& database) -> Result<void> {
    const auto stands =
        TRY(database.query_one("SELECT 1 FROM devices d JOIN assignments a ON a.device = d.id AND a.until_ms IS NULL "
                               "WHERE d.id = $1 AND ($2 IS NULL OR a.place IN (SELECT value FROM json_each($2)))",
                               {again.device, again.scope.codes()}));
    if (!stands) return fail(Errc::not_found, "there is no such kiosk");
    issued.expires_at_ms = TRY(write_code(database, code, again.device, again.by, now));
    return add_audit(database,
                     {.at_ms = now, .action = Action::kiosk_code_made, .by = again.by, .device = again.device});
  }));
  return issued;
}

}  // namespace minbar::collector
