#include "sync/collector/features/fleet/enrol_pin.h"

#include <string>

#include "sync/base/hex.h"
#include "sync/base/log.h"
#include "sync/collector/accounts/audit.h"
#include "sync/collector/machines/machines.h"

namespace minbar::collector {

namespace {

using wire::EnrolObjection;

struct Device {
  bool there = false;
  bool enrolled = false;
  bool has_these = false;  // the keys and the chain that ask, and it was not withdrawn
};

Result<Device> look_at(db::Database& database, const DeviceId& id, const wire::EnrolRequest& request) {
  const auto row = TRY(database.query_one(
      "SELECT enrolled_at_ms IS NOT NULL, record_key IS $2 AND transport_key IS $3 AND chain IS $4 AND "
      "revoked_at_ms IS NULL FROM devices WHERE id = $1",
      {id, request.record_key, request.transport_key, request.chain}));
  if (!row) return Device{};
  return Device{.there = true, .enrolled = row->integer(0) != 0, .has_these = row->integer(1) != 0};
}

// Another kiosk that has, or had, a key or the chain of this machine. Whoever asks is told that there is one; staff at
// the collector have to know which.
Result<bool> is_another(db::Database& database, const DeviceId& id, const wire::EnrolRequest& request) {
  const auto known =
      TRY(database.query_one("SELECT device FROM device_keys WHERE device <> $1 AND ((kind = 'record' AND key = $2) OR "
                             "(kind = 'transport' AND key = $3)) "
                             "UNION ALL SELECT id FROM devices WHERE id <> $1 AND chain = $4 "
                             "UNION ALL SELECT device FROM chains WHERE device <> $1 AND chain = $4 LIMIT 1",
                             {id, request.record_key, request.transport_key, request.chain}));
  if (!known) return false;
  log(LogEvent::enrolment_of_known_machine,
      {{"device", LogId{to_hex(id.view())}}, {"known", LogId{to_hex(known->id<DeviceId>(0).view())}}});
  return true;
}

// A collector that went back to a backup from before this kiosk was made has no row of it. The row that was made for
// its new code takes the id by which the kiosk and its citizens' receipts go on.
Result<void> adopt(db::Database& database, const DeviceId& made, const DeviceId& own) {
  TRY(database.execute(
      "INSERT INTO devices (id, label, made_at_ms, adopted) SELECT $2, label, made_at_ms, 1 FROM devices "
      "WHERE id = $1",
      {made, own}));
  TRY(database.execute("UPDATE assignments SET device = $2 WHERE device = $1", {made, own}));
  TRY(database.execute("UPDATE enrol_codes SET device = $2 WHERE device = $1", {made, own}));
  TRY(database.execute("DELETE FROM devices WHERE id = $1", {made}));
  return {};
}

struct DatedKey {
  std::string_view kind;
  ByteView key;
  seal::KeyId id;
};

// In the place of the one before; one that was replaced and is back counts again.
Result<void> write_key(db::Database& database, const DeviceId& device, const DatedKey& key, std::int64_t now_ms) {
  TRY(
      database.execute("UPDATE device_keys SET until_ms = $4 WHERE device = $1 AND kind = $2 AND key <> $3 AND "
                       "until_ms IS NULL",
                       {device, key.kind, key.key, now_ms}));
  TRY(
      database.execute("INSERT INTO device_keys (kind, key, key_id, device, from_ms) VALUES ($1, $2, $3, $4, $5) "
                       "ON CONFLICT (kind, key) DO UPDATE SET until_ms = NULL",
                       {key.kind, key.key, key.id, device, now_ms}));
  return {};
}

// The code is used, and others of this kiosk that wait for nobody any more are worth nothing.
Result<void> use_up(db::Database& database, const DeviceId& device, const seal::EnrolLookup& lookup,
                    std::int64_t now_ms) {
  TRY(database.execute("UPDATE enrol_codes SET used_at_ms = $2 WHERE lookup = $1 AND used_at_ms IS NULL",
                       {lookup, now_ms}));
  TRY(database.execute("UPDATE enrol_codes SET mac_key = NULL WHERE device = $1 AND lookup <> $2", {device, lookup}));
  return {};
}

Result<void> write_machine(db::Database& database, const DeviceId& device, const Enrolling& asked) {
  const auto& request = asked.request;
  TRY(
      database.execute("UPDATE devices SET record_key = $2, transport_key = $3, chain = $4, enrolled_at_ms = "
                       "coalesce(enrolled_at_ms, $5), revoked_at_ms = NULL WHERE id = $1",
                       {device, request.record_key, request.transport_key, request.chain, asked.now_ms}));
  TRY(write_key(database, device, {.kind = "record", .key = request.record_key.view(), .id = request.record_key.id()},
                asked.now_ms));
  return write_key(database, device,
                   {.kind = "transport", .key = request.transport_key.view(), .id = request.transport_key.id()},
                   asked.now_ms);
}

}  // namespace

Result<std::optional<EnrolCode>> find_enrol_code(db::Database& database, const seal::EnrolLookup& lookup,
                                                 std::int64_t now_ms) {
  const auto row =
      TRY(database.query_one("SELECT device, mac_key, used_at_ms, expires_at_ms <= $2 FROM enrol_codes WHERE lookup = "
                             "$1 AND mac_key IS NOT NULL",
                             {lookup, now_ms}));
  if (!row) return std::nullopt;
  return EnrolCode{.device = row->id<DeviceId>(0),
                   .mac_key = row->id<seal::MacKey>(1),
                   .used = !row->is_null(2),
                   .expired = row->integer(3) != 0};
}

Result<Enrolled> enrol_machine(db::Database& database, const Enrolling& asked) {
  const auto& request = asked.request;
  if (asked.code.expired) return Enrolled{.objection = EnrolObjection::expired};
  auto id = asked.code.device;
  auto device = TRY(look_at(database, id, request));
  // Its disk was copied, and it has made itself keys: it may become another kiosk, one that nobody is yet.
  const bool was_there = request.device && TRY(look_at(database, *request.device, request)).there;
  const bool apart = request.anew && was_there;
  const bool goes_on = request.device && *request.device != id && !(apart && (!device.enrolled || device.has_these));
  if (goes_on && (device.enrolled || was_there)) return Enrolled{.objection = EnrolObjection::other_kiosk};
  if (asked.code.used && !device.has_these) return Enrolled{.objection = EnrolObjection::used};
  if (goes_on) id = *request.device;
  if (TRY(is_another(database, id, request))) return Enrolled{.objection = EnrolObjection::known_machine};
  if (goes_on) TRY(adopt(database, asked.code.device, id));
  if (!device.has_these) {
    TRY(write_machine(database, id, asked));
    if (apart) TRY(note_taken_apart(database, {.was = *request.device, .as = id, .at_ms = asked.now_ms}));
    TRY(add_audit(database, {.at_ms = asked.now_ms,
                             .action = device.enrolled ? Action::kiosk_re_enrolled : Action::kiosk_enrolled,
                             .by = {.address = std::string(asked.address)},
                             .device = id}));
  }
  // after an older backup was put back the machine alone knows
  TRY(note_origins(database, {.device = id, .origins = request.origins, .at_ms = asked.now_ms}));
  TRY(use_up(database, id, request.lookup, asked.now_ms));
  return Enrolled{.device = id};
}

}  // namespace minbar::collector
