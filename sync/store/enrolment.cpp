#include "sync/store/enrolment.h"

#include "sync/base/limits.h"

namespace minbar::store {

namespace {

// Of more than limits::former_devices the oldest is forgotten.
Result<void> note_former_device(db::Database& database, const DeviceId& device) {
  auto devices = TRY(former_devices(database));
  std::erase(devices, device);
  devices.insert(devices.begin(), device);
  if (devices.size() > limits::former_devices) devices.resize(limits::former_devices);
  Bytes bytes;
  for (const auto& id : devices) bytes.insert(bytes.end(), id.bytes.begin(), id.bytes.end());
  TRY(database.execute("UPDATE anew SET origins = $1 WHERE one = 1", {bytes}));
  return {};
}

}  // namespace

Result<std::optional<Enrolment>> enrolment_in(db::Database& database) {
  const auto row = TRY(database.query_one(
      "SELECT device_id, collector_id, signing_key, sealing_key, place_code, place_name_ar, place_name_fr, place_zone, "
      "follow_url, collector_url, record_key, s.root_key, s.number, s.statement, s.pinned_root FROM enrolment e LEFT "
      "JOIN succession s ON s.one = e.one WHERE e.one = 1 AND length(device_id) = 16 AND "
      "length(collector_id) = 16 "
      "AND length(signing_key) = 32 AND length(sealing_key) = 32"));
  if (!row) return std::nullopt;
  std::optional<seal::RecordPublicKey> record_key;
  if (!row->is_null(10)) record_key = seal::RecordPublicKey::from(row->bytes(10));
  std::optional<seal::RootPublicKey> root_key;
  if (!row->is_null(11)) root_key = seal::RootPublicKey::from(row->bytes(11));
  std::optional<seal::RootPublicKey> pinned_root;
  if (!row->is_null(14)) pinned_root = seal::RootPublicKey::from(row->bytes(14));
  return Enrolment{
      .device = row->id<DeviceId>(0),
      .collector = row->id<CollectorId>(1),
      .signing_key = row->id<seal::SigningPublicKey>(2),
      .sealing_key = row->id<seal::SealingKey>(3),
      .place = {.code = {row->text(4)}, .name_ar = row->text(5), .name_fr = row->text(6), .zone = row->text(7)},
      .follow_url = row->text(8),
      .collector_url = row->text(9),
      .record_key = record_key,
      .root_key = root_key,
      .succession = row->maybe_integer(12).value_or(0),
      .statement = row->maybe_bytes(13).value_or(Bytes()),
      .pinned_root = pinned_root};
}

namespace {

// The statement is for a kiosk that has the root key already, and follows by it. One that named the keys of the same
// number stays, where none is told: the kiosk may not have seen it yet.
Result<void> write_succession(db::Database& database, const wire::EnrolReply& reply) {
  TRY(database.execute(
      "INSERT INTO succession (one, root_key, number) SELECT 1, $1, $2 WHERE $1 IS NOT NULL OR $2 > 0 "
      "OR EXISTS (SELECT 1 FROM succession) ON CONFLICT (one) DO UPDATE SET root_key = $1, number = $2, statement = "
      "CASE number WHEN $2 THEN statement END",
      {reply.root_key, reply.succession}));
  if (!reply.statement.empty())
    TRY(database.execute("UPDATE succession SET statement = $1 WHERE one = 1", {reply.statement}));
  return {};
}

}  // namespace

Result<void> note_former_key(db::Database& database, const seal::SealingKey& key) {
  TRY(database.execute("INSERT INTO former_key (key_id) VALUES ($1) ON CONFLICT DO NOTHING", {key.id()}));
  return {};
}

Result<void> write_enrolment(db::Database& database, const wire::EnrolReply& reply, std::string_view collector_url,
                             const std::optional<seal::RecordPublicKey>& record_key) {
  return database.transaction([&]() -> Result<void> {
    TRY(database.execute("DELETE FROM refusal"));
    // a machine that was copied may become another kiosk of the same collector
    const auto anew = TRY(database.query_one("SELECT 1 FROM anew WHERE one = 1 AND state = 2"));
    TRY(database.execute("UPDATE anew SET state = 0, taken_key = NULL WHERE one = 1"));
    if (const auto known = TRY(enrolment_in(database))) {
      const bool same_keys = known->signing_key == reply.signing_key && known->sealing_key == reply.sealing_key;
      const bool same = (known->device == reply.device || anew) && known->collector == reply.collector &&
                        (same_keys || reply.succession > known->succession);
      if (!same)
        return fail(Errc::conflict, "this kiosk is enrolled already: a new enrolment needs a new, empty folder");
      if (known->device != reply.device) TRY(note_former_device(database, known->device));
      TRY(
          database.execute("UPDATE enrolment SET device_id = $3, collector_url = $1, record_key = coalesce($2, (SELECT "
                           "record_key FROM kiosk WHERE one = 1)) WHERE one = 1",
                           {collector_url, record_key, reply.device}));
      if (known->sealing_key != reply.sealing_key) TRY(note_former_key(database, known->sealing_key));
      TRY(database.execute("UPDATE enrolment SET signing_key = $1, sealing_key = $2 WHERE one = 1",
                           {reply.signing_key, reply.sealing_key}));
      TRY(write_succession(database, reply));
      TRY(move_to(database, reply.place));
      return {};
    }
    TRY(database.execute(
        "INSERT INTO enrolment (one, device_id, collector_id, signing_key, sealing_key, place_code, place_name_ar, "
        "place_name_fr, place_zone, follow_url, collector_url, record_key) VALUES (1, $1, $2, $3, $4, $5, $6, $7, $8, "
        "$9, $10, coalesce($11, (SELECT record_key FROM kiosk WHERE one = 1)))",
        {reply.device, reply.collector, reply.signing_key, reply.sealing_key, reply.place.code.value,
         reply.place.name_ar, reply.place.name_fr, reply.place.zone, reply.follow_url, collector_url, record_key}));
    return write_succession(database, reply);
  });
}

Result<std::vector<DeviceId>> former_devices(db::Database& database) {
  std::vector<DeviceId> out;
  const auto row = TRY(database.query_one("SELECT origins FROM anew WHERE one = 1"));
  if (!row) return out;
  const auto bytes = row->bytes(0);
  constexpr auto each = sizeof(DeviceId::bytes);
  for (std::size_t at = 0; at + each <= bytes.size() && out.size() < limits::former_devices; at += each)
    if (const auto id = DeviceId::from(ByteView(bytes).subspan(at, each))) out.push_back(*id);
  return out;
}

Result<bool> move_to(db::Database& database, const wire::Place& place) {
  const auto changed = TRY(database.execute(
      "UPDATE enrolment SET place_code = $1, place_name_ar = $2, place_name_fr = $3, place_zone = $4 WHERE one = 1 AND "
      "(place_code, place_name_ar, place_name_fr, place_zone) IS NOT ($1, $2, $3, $4)",
      {place.code.value, place.name_ar, place.name_fr, place.zone}));
  return changed > 0;
}

}  // namespace minbar::store
