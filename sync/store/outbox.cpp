#include "sync/store/outbox.h"

#include "sync/base/limits.h"
#include "sync/base/log.h"
#include "sync/seal/blob.h"
#include "sync/seal/envelope.h"
#include "sync/store/counters.h"
#include "sync/store/keeping.h"
#include "sync/store/kept_head.h"

namespace minbar::store {

namespace {

constexpr int tries_for_room = 4;  // a pack on its way, and then acknowledged bytes up to twice a large recording

// As near as the record may tell it.
std::int64_t time_to_keep(const SealedRecord& record, std::int64_t wall_ms) {
  constexpr auto grain_ms = limits::rating_time_s * 1000;
  return record.recorded_ms.value_or(wall_ms - wall_ms % grain_ms);
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

Result<Stored> Outbox::append(const Submission& submission, const std::optional<ReceiptCode>& code,
                              const seal::RecordKey& key, const std::optional<Spoken>& spoken) {
  const auto collector = folder_->must_trust();
  // append asks again: here it spares the slow work of a record that is known
  if (code || spoken || !collector)
    if (const auto known = TRY(find(submission.id))) return *known;
  if (!collector) return tl::unexpected(collector.error());
  return append(TRY(seal_record(submission, code, spoken, {*collector, folder_->clock().wall_ms()})), key);
}

Result<Stored> Outbox::append(const SealedRecord& record, const seal::RecordKey& key) {
  if (!is_sealed_for(record, TRY(folder_->must_trust()))) {
    if (const auto known = TRY(find(record.id))) return *known;
    return fail(Errc::conflict, "a record is sealed for another collector than the one this kiosk trusts");
  }
  auto stored = insert(record, key);
  // a pack on its way can be fetched again, and what was acknowledged is at the centre; what a citizen says is nowhere
  const auto room = static_cast<std::int64_t>(record.blob.size());
  for (int i = 0; i < tries_for_room && !stored && stored.error().code == Errc::full; ++i) {
    if (!make_room(*folder_, room).value_or(false)) break;
    stored = insert(record, key);
  }
  if (stored) folder_->ring_other();
  return stored;
}

Result<Stored> Outbox::insert(const SealedRecord& record, const seal::RecordKey& key) {
  std::optional<seal::ChainHead> head_now;
  auto stored = folder_->database().transaction([&]() -> Result<Stored> {
    // asked again inside the transaction: a retry may have overtaken us
    if (const auto known = TRY(find(record.id))) return *known;
    TRY(check_signer(key));
    const auto last = TRY(own_head());
    const auto envelope = seal::close_envelope({.chain = last.chain,
                                                .sequence = last.sequence + 1,
                                                .previous = last.hash,
                                                .record = record.id,
                                                .body = record.body},
                                               key, record.recipient);
    const auto next = seal::advance(last, envelope.header, seal::header_hash(envelope));
    TRY(remove_past(*folder_, last.sequence));
    const auto bytes = seal::bytes_of_envelope(envelope);
    TRY(folder_->database().execute(
        "INSERT INTO outbox (sequence, record_id, lookup_id, header_hash, envelope_hash, envelope, stored_ms) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7)",
        {next.sequence, record.id, record.lookup, next.hash, seal::hash_of(bytes), bytes,
         time_to_keep(record, folder_->clock().wall_ms())}));
    TRY(folder_->database().execute("UPDATE kiosk SET waiting = " MINBAR_ONE_MORE
                                    ", chain_id = $1, head_sequence = $2, head_hash = $3 WHERE one = 1",
                                    {next.chain, next.sequence, next.hash}));
    if (!record.blob.empty()) {
      TRY(folder_->database().execute("INSERT INTO blob (sequence, hash, size, bytes) VALUES ($1, $2, $3, $4)",
                                      {next.sequence, seal::blob_id_of(record.blob), record.blob.size(), record.blob}));
      TRY(folder_->database().execute("UPDATE blobs_waiting SET waiting = " MINBAR_ONE_MORE " WHERE one = 1"));
    }
    head_now = next;
    return Stored{.sequence = next.sequence, .delivery = Delivery::waiting, .new_now = true};
  });
  if (stored && head_now) remembered_ = head_now;
  if (stored && !folder_->in_place())
    stored = fail(Errc::io, "the shared database was replaced: what was written is in none that anybody reads");
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
