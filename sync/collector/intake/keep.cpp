#include "sync/collector/intake/keep.h"

#include "sync/base/hex.h"
#include "sync/base/limits.h"
#include "sync/base/log.h"
#include "sync/collector/intake/hold.h"
#include "sync/collector/intake/safe_arrival.h"

namespace minbar::collector {

namespace {

using wire::RecordReason;
using wire::RecordStatus;

// What does not carry the kiosk's good signature may be anybody's: a stolen transport key must
// not fill the disk with it. Counted no further than this, so that a flood costs no more than its first part.
constexpr auto most_unsigned = static_cast<std::int64_t>(limits::unsigned_set_aside);

Result<bool> has_room(db::Database& database, const Judged& judged, const Arrival& arrival) {
  const auto row = TRY(
      database.query_one("SELECT count(*) FROM (SELECT 1 FROM set_aside WHERE device = $1 AND envelope_hash <> $2 AND "
                         "(record IS NULL OR reason IN ('malformed', 'bad_signature', 'id_taken')) LIMIT $3)",
                         {arrival.device, judged.envelope_hash, most_unsigned}));
  return row->integer(0) < most_unsigned;
}

// The bytes to keep: all that this kiosk's key has signed, also under an id that another record has. Of the rest, past
// the bound, bytes that no honest kiosk would send are dropped. But an envelope of a newer format may hold a citizen's
// words: it stays on the kiosk until a newer collector can read it.
Result<ByteView> bytes_to_keep(db::Database& database, const Judged& judged, RecordReason reason,
                               const Arrival& arrival) {
  if (judged.erased) return ByteView();  // whatever is wrong with it, it may be what was erased
  if (judged.envelope || TRY(has_room(database, judged, arrival))) return judged.bytes;
  if (reason == RecordReason::unsupported_version)
    return fail(Errc::full, "too many records of a newer kiosk were set aside: update the collector");
  return ByteView();
}

// The number of the arrival, or nothing when the record id is taken.
Result<std::optional<std::int64_t>> insert_envelope(db::Database& database, const Judged& judged,
                                                    const Arrival& arrival) {
  const auto& envelope = *judged.envelope;
  const auto& header = envelope.header;
  std::optional<ByteView> body;
  if (!judged.erased) body = envelope.sealed_body;
  return database.insert(
      "INSERT INTO envelopes (record, device, chain, sequence, header, header_hash, previous_hash, signature, "
      "sealed_body, received_at_ms) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (record) DO NOTHING",
      {header.record, arrival.device, header.chain, header.sequence, ByteView(envelope.header_bytes),
       judged.header_hash, header.previous, envelope.signature, body, arrival.at_ms});
}

// A version 1 agent refuses a whole reply for a reason it does not know.
RecordReason said_on_the_wire(RecordReason reason) {
  return reason == RecordReason::lookup_taken ? RecordReason::invalid_body : reason;
}

struct Known {
  bool same = false;  // these very bytes
  bool safe = false;  // in a verified backup
};

// The header names the body's hash, so equal headers mean equal records; a body erased by law stays known by it.
Result<Known> known_as(db::Database& database, const seal::Envelope& envelope) {
  const auto row = TRY(database.query_one(
      "SELECT header, arrival <= " MINBAR_SAFE_ARRIVAL " FROM envelopes WHERE record = $1", {envelope.header.record}));
  const bool same = row && seal::equal_constant_time(row->bytes(0), envelope.header_bytes);
  return Known{.same = same, .safe = same && row->integer(1) != 0};
}

}  // namespace

Result<bool> set_aside(db::Database& database, const Judged& judged, RecordReason reason, const Arrival& arrival) {
  const auto bytes = TRY(bytes_to_keep(database, judged, reason, arrival));
  std::optional<BlobId> voice;
  std::optional<LookupId> lookup;
  if (judged.body && judged.body->receipt && reason == RecordReason::lookup_taken) {
    voice = spoken_blob(judged.body->submission);
    lookup = judged.body->receipt->lookup;
  }
  const auto added = TRY(database.execute(
      "INSERT INTO set_aside (device, envelope_hash, record, reason, bytes, received_at_ms, voice, lookup) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (device, envelope_hash) DO NOTHING",
      {arrival.device, judged.envelope_hash, judged.record, name_of(reason), bytes, arrival.at_ms, voice, lookup}));
  if (added > 0)
    log(LogEvent::record_set_aside,
        {{"device", LogId{to_hex(arrival.device.view())}}, {"reason", LogName{name_of(reason)}}});
  return added > 0;
}

Result<Kept> keep(db::Database& database, const Judged& judged, const Arrival& arrival, const Derivers& derivers,
                  AssignedPlaces& places) {
  const auto aside = [&](RecordStatus status, RecordReason reason) -> Result<Kept> {
    const bool added = TRY(set_aside(database, judged, reason, arrival));
    return Kept{.result = {.envelope = judged.envelope_hash,
                           .record = judged.record,
                           .status = status,
                           .reason = said_on_the_wire(reason)},
                .added = added,
                .chained = judged.envelope && status == RecordStatus::set_aside};
  };
  if (!judged.envelope) return aside(RecordStatus::set_aside, judged.reason);
  Kept kept{.result = {.envelope = judged.envelope_hash, .record = judged.record, .status = RecordStatus::known},
            .added = false};
  const auto number = TRY(insert_envelope(database, judged, arrival));
  if (!number) {
    const auto known = TRY(known_as(database, *judged.envelope));
    kept.result.safe = known.safe;
    if (known.same) return kept;
    return aside(RecordStatus::conflict, RecordReason::id_taken);
  }
  if (judged.reason != RecordReason::none) return aside(RecordStatus::set_aside, judged.reason);
  const auto& body = *judged.body;
  if (body.receipt && TRY(is_lookup_taken(database, body.receipt->lookup, *number)))
    return aside(RecordStatus::set_aside, RecordReason::lookup_taken);
  TRY(derive_or_hold(database, judged, {.device = arrival.device, .arrival = *number, .received_at_ms = arrival.at_ms},
                     derivers, places));
  kept.result.status = RecordStatus::stored;
  kept.added = kept.chained = true;
  return kept;
}

Result<Kept> keep_erased(db::Database& database, const Judged& judged, const Arrival& arrival) {
  Kept kept{.result = {.envelope = judged.envelope_hash, .record = judged.record, .status = RecordStatus::known}};
  if (judged.envelope) {
    const auto number = TRY(insert_envelope(database, judged, arrival));
    kept.added = kept.chained = number.has_value();
    kept.result.safe = true;  // nobody will ask for it again
    return kept;
  }
  kept.added = TRY(set_aside(database, judged, judged.reason, arrival));
  kept.result.status = RecordStatus::set_aside;
  kept.result.reason = said_on_the_wire(judged.reason);
  return kept;
}

Result<void> derive_or_hold(db::Database& database, const Judged& judged, const Origin& origin,
                            const Derivers& derivers, AssignedPlaces& places) {
  const auto& body = *judged.body;
  if (judged.signed_elsewhere || !TRY(places.ever(origin.device, body.submission.place)))
    return hold(database, body, origin);
  TRY(derive(database, derivers, body, origin));
  return {};
}

Bytes kept_bytes(const db::Row& row, std::size_t column) {
  Bytes bytes = row.bytes(column);
  for (auto part = column + 1; part < column + kept_columns; ++part) {
    const auto& more = row.bytes(part);
    bytes.insert(bytes.end(), more.begin(), more.end());
  }
  return bytes;
}

}  // namespace minbar::collector
