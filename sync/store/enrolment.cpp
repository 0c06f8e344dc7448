// Who this kiosk is and whom it answers to.
#include "sync/base/log.h"
#include "sync/store/counters.h"
#include "sync/store/kiosk_store.h"

namespace minbar::store {

Result<std::optional<seal::RecordPublicKey>> KioskStore::record_key() {
  const auto row = TRY(database_.query_one("SELECT record_key FROM kiosk WHERE one = 1"));
  if (!row) return missing_row();
  if (row->is_null(0)) return std::nullopt;
  return row->id<seal::RecordPublicKey>(0);
}

Result<void> KioskStore::publish_record_key(const seal::RecordPublicKey& key) {
  const auto changed = TRY(database_.execute(
      "UPDATE kiosk SET record_key = $1 WHERE one = 1 AND (record_key IS NULL OR record_key = $1)", {key}));
  if (changed == 1) return {};
  return fail(Errc::conflict,
              "this database was written with another record key: bring back that key, or start both anew");
}

Result<void> KioskStore::claim_record_key(const seal::RecordPublicKey& key) {
  TRY(database_.execute("UPDATE kiosk SET record_key = $1 WHERE one = 1", {key}));
  log(Event::record_key_claimed);
  return {};
}

Result<void> KioskStore::check_signer(const seal::RecordKey& key) {
  if (TRY(record_key()) == key.public_key()) return {};
  return fail(Errc::denied, "this record key is not the one published in the database");
}

Result<std::optional<Enrolment>> KioskStore::enrolment() {
  const auto row = TRY(database_.query_one(
      "SELECT device_id, collector_id, signing_key, sealing_key, place_code, place_name_ar, place_name_fr, place_zone, "
      "follow_url, collector_url FROM enrolment WHERE one = 1 AND length(device_id) = 16 AND length(collector_id) = 16 "
      "AND length(signing_key) = 32 AND length(sealing_key) = 32"));
  if (!row) return std::nullopt;  // a row of another shape is nobody's enrolment
  return Enrolment{
      .device = row->id<DeviceId>(0),
      .collector = row->id<CollectorId>(1),
      .signing_key = row->id<seal::SigningPublicKey>(2),
      .sealing_key = row->id<seal::SealingKey>(3),
      .place = {.code = {row->text(4)}, .name_ar = row->text(5), .name_fr = row->text(6), .zone = row->text(7)},
      .follow_url = row->text(8),
      .collector_url = row->text(9)};
}

Result<Enrolment> KioskStore::must_be_enrolled() {
  auto found = TRY(enrolment());
  if (!found) return fail(Errc::not_found, "this kiosk is not enrolled: run minbar-sync enrol URL");
  return *std::move(found);
}

Result<CollectorPin> KioskStore::must_trust() const {
  if (!trusted_) return fail(Errc::not_found, "this kiosk trusts no collector yet: run minbar-sync enrol URL");
  return *trusted_;
}

Result<void> KioskStore::pin(const wire::EnrolReply& reply, std::string_view collector_url) {
  TRY(database_.transaction([&]() -> Result<void> {
    if (const auto known = TRY(enrolment())) {
      const bool same = known->device == reply.device && known->collector == reply.collector &&
                        known->signing_key == reply.signing_key && known->sealing_key == reply.sealing_key;
      if (same) return {};
      return fail(Errc::conflict, "this kiosk is enrolled already: a new enrolment needs a new, empty folder");
    }
    TRY(database_.execute(
        "INSERT INTO enrolment (one, device_id, collector_id, signing_key, sealing_key, place_code, place_name_ar, "
        "place_name_fr, place_zone, follow_url, collector_url) VALUES (1, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        {reply.device, reply.collector, reply.signing_key, reply.sealing_key, reply.place.code.value,
         reply.place.name_ar, reply.place.name_fr, reply.place.zone, reply.follow_url, collector_url}));
    return {};
  }));
  ring_other();
  return {};
}

// Where it stands is all that a reply may change of an enrolment. Says whether that is news.
Result<bool> KioskStore::move_to(const wire::Place& place) {
  const auto changed = TRY(database_.execute(
      "UPDATE enrolment SET place_code = $1, place_name_ar = $2, place_name_fr = $3, place_zone = $4 WHERE one = 1 AND "
      "(place_code, place_name_ar, place_name_fr, place_zone) IS NOT ($1, $2, $3, $4)",
      {place.code.value, place.name_ar, place.name_fr, place.zone}));
  return changed > 0;
}

}  // namespace minbar::store
