#include "sync/store/enrolment.h"

#include "sync/store/anew.h"

namespace minbar::store {

Result<std::optional<Enrolment>> enrolment_in(db::Database& database) {
  const auto row = TRY(database.query_one(
      "SELECT device_id, collector_id, signing_key, sealing_key, place_code, place_name_ar, place_name_fr, place_zone, "
      "follow_url, collector_url, record_key FROM enrolment WHERE one = 1 AND length(device_id) = 16 AND "
      "length(collector_id) = 16 "
      "AND length(signing_key) = 32 AND length(sealing_key) = 32"));
  if (!row) return std::nullopt;
  std::optional<seal::RecordPublicKey> record_key;
  if (!row->is_null(10)) record_key = seal::RecordPublicKey::from(row->bytes(10));
  return Enrolment{
      .device = row->id<DeviceId>(0),
      .collector = row->id<CollectorId>(1),
      .signing_key = row->id<seal::SigningPublicKey>(2),
      .sealing_key = row->id<seal::SealingKey>(3),
      .place = {.code = {row->text(4)}, .name_ar = row->text(5), .name_fr = row->text(6), .zone = row->text(7)},
      .follow_url = row->text(8),
      .collector_url = row->text(9),
      .record_key = record_key};
}

Result<void> write_enrolment(db::Database& database, const wire::EnrolReply& reply, std::string_view collector_url,
                             const std::optional<seal::RecordPublicKey>& record_key) {
  return database.transaction([&]() -> Result<void> {
    TRY(database.execute("DELETE FROM refusal"));
    // a machine that was copied may become another kiosk of the same collector
    const auto anew = TRY(database.query_one("SELECT 1 FROM anew WHERE one = 1 AND state = 2"));
    TRY(database.execute("UPDATE anew SET state = 0, taken_key = NULL WHERE one = 1"));
    if (const auto known = TRY(enrolment_in(database))) {
      const bool same = (known->device == reply.device || anew) && known->collector == reply.collector &&
                        known->signing_key == reply.signing_key && known->sealing_key == reply.sealing_key;
      if (!same)
        return fail(Errc::conflict, "this kiosk is enrolled already: a new enrolment needs a new, empty folder");
      TRY(
          database.execute("UPDATE enrolment SET device_id = $3, collector_url = $1, record_key = coalesce($2, (SELECT "
                           "record_key FROM kiosk WHERE one = 1)) WHERE one = 1",
                           {collector_url, record_key, reply.device}));
      TRY(former_waits_again(database));  // a collector that went back behind them cannot ask for them
      TRY(move_to(database, reply.place));
      return {};
    }
    TRY(database.execute(
        "INSERT INTO enrolment (one, device_id, collector_id, signing_key, sealing_key, place_code, place_name_ar, "
        "place_name_fr, place_zone, follow_url, collector_url, record_key) VALUES (1, $1, $2, $3, $4, $5, $6, $7, $8, "
        "$9, $10, coalesce($11, (SELECT record_key FROM kiosk WHERE one = 1)))",
        {reply.device, reply.collector, reply.signing_key, reply.sealing_key, reply.place.code.value,
         reply.place.name_ar, reply.place.name_fr, reply.place.zone, reply.follow_url, collector_url, record_key}));
    return {};
  });
}

Result<bool> move_to(db::Database& database, const wire::Place& place) {
  const auto changed = TRY(database.execute(
      "UPDATE enrolment SET place_code = $1, place_name_ar = $2, place_name_fr = $3, place_zone = $4 WHERE one = 1 AND "
      "(place_code, place_name_ar, place_name_fr, place_zone) IS NOT ($1, $2, $3, $4)",
      {place.code.value, place.name_ar, place.name_fr, place.zone}));
  return changed > 0;
}

}  // namespace minbar::store
