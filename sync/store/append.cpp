// How something a citizen said becomes a durable row.
#include "sync/base/limits.h"
#include "sync/domain/validate.h"
#include "sync/seal/blob.h"
#include "sync/seal/secret.h"
#include "sync/store/counters.h"
#include "sync/store/kiosk_store.h"
#include "sync/wire/body_codec.h"

namespace minbar::store {

namespace {

// A row without a lookup id is a rating's or a signature's: to whoever steals the disk its time must say no more than a
// rating does, and not which of the two it is.
std::int64_t time_to_keep(const Submission& submission, std::int64_t wall_ms) {
  constexpr auto grain_ms = limits::rating_time_s * 1000;
  const bool coarse =
      std::holds_alternative<Rating>(submission.body) || std::holds_alternative<PetitionSignature>(submission.body);
  return coarse ? wall_ms - wall_ms % grain_ms : wall_ms;
}

}  // namespace

// What goes into the database beside the body.
struct KioskStore::Sealed {
  std::optional<seal::ReceiptKeys> receipt;
  Bytes blob;  // empty: nothing was spoken
};

Result<Stored> KioskStore::append(const Submission& submission, const std::optional<ReceiptCode>& code,
                                  const seal::RecordKey& key, const std::optional<Spoken>& spoken) {
  Submission said = submission;
  auto* proposal = std::get_if<Proposal>(&said.body);
  ENSURE(!spoken || proposal != nullptr, "only a proposal is spoken");
  // its name and size are known only when it is sealed
  if (spoken) proposal->voice = Voice{.blob = {}, .sealed_bytes = 1, .duration_ms = spoken->duration_ms};
  TRY(validate(said));
  if (const auto known = TRY(find(said.id))) return *known;
  const auto collector = TRY(must_trust());
  Sealed sealed;
  if (code) sealed.receipt = TRY(seal::derive_receipt_keys(*code, collector.collector));
  if (spoken) {
    sealed.blob = TRY(seal::seal_blob(spoken->ogg, collector.sealing_key));
    proposal->voice->blob = seal::blob_id_of(sealed.blob);
    proposal->voice->sealed_bytes = static_cast<std::int64_t>(sealed.blob.size());
  }
  auto stored = insert(said, sealed, key, collector);
  // a pack on its way can be fetched again; what a citizen says cannot
  if (!stored && stored.error().code == Errc::full && forget_arriving().value_or(false))
    stored = insert(said, sealed, key, collector);
  if (stored) ring_other();
  return stored;
}

Result<Stored> KioskStore::insert(const Submission& submission, const Sealed& sealed, const seal::RecordKey& key,
                                  const CollectorPin& collector) {
  Bytes body = TRY(wire::encode_body({.submission = submission, .receipt = sealed.receipt}));
  std::optional<seal::ChainHead> head_now;
  auto stored = database_.transaction([&]() -> Result<Stored> {
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
    // what stands past the end of this kiosk's chain is nobody's, and would be in the way
    TRY(database_.execute("DELETE FROM blob WHERE sequence > $1", {last.sequence}));
    TRY(database_.execute("DELETE FROM outbox WHERE sequence > $1", {last.sequence}));
    const auto bytes = seal::bytes_of_envelope(envelope);
    std::optional<LookupId> lookup;
    if (sealed.receipt) lookup = sealed.receipt->lookup;
    TRY(database_.execute(
        "INSERT INTO outbox (sequence, record_id, lookup_id, header_hash, envelope_hash, envelope, stored_ms) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7)",
        {next.sequence, submission.id, lookup, next.hash, seal::hash_of(bytes), bytes,
         time_to_keep(submission, clock_->wall_ms())}));
    TRY(database_.execute("UPDATE kiosk SET waiting = " MINBAR_ONE_MORE
                          ", chain_id = $1, head_sequence = $2, head_hash = $3 WHERE one = 1",
                          {next.chain, next.sequence, next.hash}));
    if (!sealed.blob.empty()) {
      TRY(database_.execute("INSERT INTO blob (sequence, hash, size, bytes) VALUES ($1, $2, $3, $4)",
                            {next.sequence, seal::blob_id_of(sealed.blob), sealed.blob.size(), sealed.blob}));
      TRY(database_.execute("UPDATE blobs_waiting SET waiting = " MINBAR_ONE_MORE " WHERE one = 1"));
    }
    head_now = next;
    return Stored{.sequence = next.sequence, .delivery = Delivery::waiting, .new_now = true};
  });
  if (stored && head_now) remembered_ = head_now;
  if (stored && !in_place())
    stored = fail(Errc::io, "the shared database was replaced: what was written is in none that anybody reads");
  seal::wipe(body);
  return stored;
}

}  // namespace minbar::store
