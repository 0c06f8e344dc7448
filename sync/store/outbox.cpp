#include "sync/store/outbox.h"

#include "sync/base/limits.h"
#include "sync/base/log.h"
#include "sync/domain/records/validate.h"
#include "sync/seal/blob.h"
#include "sync/seal/secret.h"
#include "sync/store/counters.h"
#include "sync/store/keeping.h"
#include "sync/store/kept_head.h"
#include "sync/wire/body_codec.h"

namespace minbar::store {

namespace {

constexpr int tries_for_room = 4;  // a pack on its way, and then acknowledged bytes up to twice a large recording

// A row without a lookup id is a rating's or a signature's: to whoever steals the disk its time must say no more than a
// rating does, and not which of the two it is.
std::int64_t time_to_keep(const Submission& submission, std::int64_t wall_ms) {
  constexpr auto grain_ms = limits::rating_time_s * 1000;
  const bool coarse =
      std::holds_alternative<Rating>(submission.body) || std::holds_alternative<PetitionSignature>(submission.body);
  return coarse ? wall_ms - wall_ms % grain_ms : wall_ms;
}

// What stands past the end of this kiosk's chain is nobody's, and would be in the way. Nearly always there is nothing,
// and one look is less than two deletions of nothing.
Result<void> remove_past(Folder& folder, std::uint64_t last) {
  auto& database = folder.database();
  const auto past =
      TRY(database.query_one("SELECT EXISTS (SELECT 1 FROM outbox WHERE sequence > $1) OR "
                             "EXISTS (SELECT 1 FROM blob WHERE sequence > $1)",
                             {last}));
  if (past->integer(0) == 0) return {};
  TRY(database.execute("DELETE FROM blob WHERE sequence > $1", {last}));
  TRY(database.execute("DELETE FROM outbox WHERE sequence > $1", {last}));
  return {};
}

}  // namespace

// What goes into the database beside the body.
struct Outbox::Sealed {
  std::optional<seal::ReceiptKeys> receipt;
  Bytes blob;  // empty: nothing was spoken
};

Result<Stored> Outbox::append(const Submission& submission, const std::optional<ReceiptCode>& code,
                              const seal::RecordKey& key, const std::optional<Spoken>& spoken) {
  Submission said = submission;
  auto* proposal = std::get_if<Proposal>(&said.body);
  ENSURE(!spoken || proposal != nullptr, "only a proposal is spoken");
  // its name and size are known only when it is sealed
  if (spoken) proposal->voice = Voice{.blob = {}, .sealed_bytes = 1, .duration_ms = spoken->duration_ms};
  TRY(validate(said));
  const auto collector = folder_->must_trust();
  // insert asks again: here it spares the slow work of a record that is known
  if (code || spoken || !collector)
    if (const auto known = TRY(find(said.id))) return *known;
  if (!collector) return tl::unexpected(collector.error());
  Sealed sealed;
  if (code) sealed.receipt = TRY(seal::derive_receipt_keys(*code, collector->collector));
  if (spoken) {
    sealed.blob = TRY(seal::seal_blob(spoken->ogg, collector->sealing_key));
    proposal->voice->blob = seal::blob_id_of(sealed.blob);
    proposal->voice->sealed_bytes = static_cast<std::int64_t>(sealed.blob.size());
  }
  auto stored = insert(said, sealed, key, *collector);
  // a pack on its way can be fetched again, and what was acknowledged is at the centre; what a citizen says is nowhere
  const auto room = static_cast<std::int64_t>(sealed.blob.size());
  for (int i = 0; i < tries_for_room && !stored && stored.error().code == Errc::full; ++i) {
    if (!make_room(*folder_, room).value_or(false)) break;
    stored = insert(said, sealed, key, *collector);
  }
  if (stored) folder_->ring_other();
  return stored;
}

Result<Stored> Outbox::insert(const Submission& submission, const Sealed& sealed, const seal::RecordKey& key,
                              const CollectorPin& collector) {
  Bytes body = TRY(wire::encode_body({.submission = submission, .receipt = sealed.receipt}));
  std::optional<seal::ChainHead> head_now;
  auto stored = folder_->database().transaction([&]() -> Result<Stored> {
    // asked again inside the transaction: a retry may have overtaken us
    if (const auto known = TRY(find(submission.id))) return *known;
    TRY(check_signer(key));
    const auto last = TRY(own_head());
    const auto envelope = TRY(seal::seal_envelope({.chain = last.chain,
                                                   .sequence = last.sequence + 1,
                                                   .previous = last.hash,
                                                   .record = submission.id,
                                                   .body = body},
                                                  key, collector.sealing_key));
    const auto next = seal::advance(last, envelope.header, seal::header_hash(envelope));
    TRY(remove_past(*folder_, last.sequence));
    const auto bytes = seal::bytes_of_envelope(envelope);
    std::optional<LookupId> lookup;
    if (sealed.receipt) lookup = sealed.receipt->lookup;
    TRY(folder_->database().execute(
        "INSERT INTO outbox (sequence, record_id, lookup_id, header_hash, envelope_hash, envelope, stored_ms) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7)",
        {next.sequence, submission.id, lookup, next.hash, seal::hash_of(bytes), bytes,
         time_to_keep(submission, folder_->clock().wall_ms())}));
    TRY(folder_->database().execute("UPDATE kiosk SET waiting = " MINBAR_ONE_MORE
                                    ", chain_id = $1, head_sequence = $2, head_hash = $3 WHERE one = 1",
                                    {next.chain, next.sequence, next.hash}));
    if (!sealed.blob.empty()) {
      TRY(folder_->database().execute("INSERT INTO blob (sequence, hash, size, bytes) VALUES ($1, $2, $3, $4)",
                                      {next.sequence, seal::blob_id_of(sealed.blob), sealed.blob.size(), sealed.blob}));
      TRY(folder_->database().execute("UPDATE blobs_waiting SET waiting = " MINBAR_ONE_MORE " WHERE one = 1"));
    }
    head_now = next;
    return Stored{.sequence = next.sequence, .delivery = Delivery::waiting, .new_now = true};
  });
  if (stored && head_now) remembered_ = head_now;
  if (stored && !folder_->in_place())
    stored = fail(Errc::io, "the shared database was replaced: what was written is in none that anybody reads");
  seal::wipe(body);
  return stored;
}

Result<void> Outbox::publish_record_key(const seal::RecordPublicKey& key) {
  const auto changed = TRY(folder_->database().execute(
      "UPDATE kiosk SET record_key = $1 WHERE one = 1 AND (record_key IS NULL OR record_key = $1)", {key}));
  if (changed == 1) return {};
  return fail(Errc::conflict,
              "this database was written with another record key: bring back that key, or start both anew");
}

Result<void> Outbox::claim_record_key(const seal::RecordPublicKey& key) {
  TRY(folder_->database().execute("UPDATE kiosk SET record_key = $1 WHERE one = 1", {key}));
  log(LogEvent::record_key_claimed);
  return {};
}

Result<void> Outbox::check_signer(const seal::RecordKey& key) {
  if (TRY(record_key_of(*folder_)) == key.public_key()) return {};
  return fail(Errc::denied, "this record key is not the one published in the database");
}

Result<std::optional<Stored>> Outbox::find(const RecordId& id) {
  const auto row = TRY(folder_->database().query_one("SELECT sequence, state FROM outbox WHERE record_id = $1", {id}));
  if (!row) return std::nullopt;
  return Stored{.sequence = static_cast<std::uint64_t>(row->integer(0)),
                .delivery = static_cast<Delivery>(row->integer(1))};
}

// After a power cut the row may be ahead of what was remembered, never behind it and never far ahead: numbers end.
Result<seal::ChainHead> Outbox::own_head() {
  const auto shared = head_of(*folder_);
  if (!remembered_ || (!shared && shared.error().code != Errc::corrupt)) return shared;
  const bool goes_on =
      shared && shared->chain == remembered_->chain &&
      (shared->sequence == remembered_->sequence ? shared->hash == remembered_->hash
                                                 : shared->sequence - remembered_->sequence <= furthest_ahead);
  if (goes_on) return shared;
  log(LogEvent::chain_set_back, {{"sequence", static_cast<std::int64_t>(remembered_->sequence)}});
  return *remembered_;
}

}  // namespace minbar::store
