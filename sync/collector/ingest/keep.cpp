#include "sync/collector/ingest/keep.h"

#include "sync/base/hex.h"
#include "sync/base/log.h"

namespace minbar::collector {

namespace {

using wire::RecordReason;
using wire::RecordStatus;

Result<void> set_aside(db::Database& database, const Judged& judged, RecordReason reason, const Arrival& arrival) {
  const auto added = TRY(database.execute(
      "INSERT INTO set_aside (device, envelope_hash, record, reason, bytes, received_at_ms) "
      "VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (device, envelope_hash) DO NOTHING",
      {arrival.device, judged.envelope_hash, judged.record, name_of(reason), judged.bytes, arrival.at_ms}));
  if (added > 0)
    log(Event::record_set_aside,
        {{"device", LogId{to_hex(arrival.device.view())}}, {"reason", LogName{name_of(reason)}}});
  return {};
}

// The number of the arrival, or nothing when the record id is taken.
Result<std::optional<std::int64_t>> insert_envelope(db::Database& database, const seal::Envelope& envelope,
                                                    const Arrival& arrival) {
  const auto& header = envelope.header;
  const auto row = TRY(database.query_one(
      "INSERT INTO envelopes (record, device, chain, sequence, header, header_hash, previous_hash, signature, "
      "sealed_body, "
      "received_at_ms) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (record) DO NOTHING RETURNING "
      "arrival",
      {header.record, arrival.device, header.chain, header.sequence, ByteView(envelope.header_bytes),
       seal::header_hash(envelope), header.previous, envelope.signature, envelope.sealed_body, arrival.at_ms}));
  if (!row) return std::nullopt;
  return row->integer(0);
}

// The header names the body's hash, so equal headers mean equal records; a body erased by law stays known by it.
Result<bool> is_known(db::Database& database, const seal::Envelope& envelope) {
  const auto row = TRY(database.query_one("SELECT header FROM envelopes WHERE record = $1", {envelope.header.record}));
  return row && seal::equal_constant_time(row->bytes(0), envelope.header_bytes);
}

// The derived row: what the pages show.
Result<void> derive_proposal(db::Database& database, std::int64_t arrival_number, const wire::SealedBody& body,
                             const Arrival& arrival) {
  const auto& submission = body.submission;
  const auto& proposal = std::get<Proposal>(submission.body);
  std::optional<std::string_view> name, contact;
  if (proposal.author) {
    name = proposal.author->name;
    contact = proposal.author->contact;
  }
  std::optional<ByteView> lookup, reply_key;
  if (body.receipt) {
    lookup = body.receipt->lookup.view();
    reply_key = body.receipt->reply_key.view();
  }
  TRY(
      database.execute("INSERT INTO proposals (arrival, record, device, place, language, theme, body, author_name, "
                       "author_contact, content_version, made_at_s, received_at_ms, lookup, reply_key) "
                       "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
                       {arrival_number, submission.id, arrival.device, submission.place.value,
                        tag_of(submission.language), proposal.theme.value, proposal.text, name, contact,
                        submission.content_version, submission.made_at_s, arrival.at_ms, lookup, reply_key}));
  return {};
}

}  // namespace

Result<wire::RecordResult> keep(db::Database& database, const Judged& judged, const Arrival& arrival) {
  wire::RecordResult result{.envelope = judged.envelope_hash,
                            .record = judged.record,
                            .status = RecordStatus::stored,
                            .reason = judged.reason};
  if (!judged.envelope) {
    result.status = RecordStatus::set_aside;
    TRY(set_aside(database, judged, judged.reason, arrival));
    return result;
  }
  const auto number = TRY(insert_envelope(database, *judged.envelope, arrival));
  if (!number) {
    const bool known = TRY(is_known(database, *judged.envelope));
    result.status = known ? RecordStatus::known : RecordStatus::conflict;
    result.reason = known ? RecordReason::none : RecordReason::id_taken;
    if (!known) TRY(set_aside(database, judged, result.reason, arrival));
    return result;
  }
  if (judged.reason != RecordReason::none) {
    result.status = RecordStatus::set_aside;
    TRY(set_aside(database, judged, judged.reason, arrival));
    return result;
  }
  TRY(derive_proposal(database, *number, *judged.body, arrival));
  return result;
}

}  // namespace minbar::collector
