#include "sync/store/sealed_record.h"

#include <variant>

#include "sync/base/ensure.h"
#include "sync/domain/records/validate.h"
#include "sync/seal/blob.h"
#include "sync/seal/envelope.h"
#include "sync/seal/receipt_keys.h"
#include "sync/seal/secret.h"
#include "sync/wire/body_codec.h"

namespace minbar::store {

namespace {

// A record without a lookup id is a rating's or a signature's: to whoever steals the disk its time must say no more
// than a rating does, and not which of the two it is.
bool tells_its_minute(const Body& body) {
  return !std::holds_alternative<Rating>(body) && !std::holds_alternative<PetitionSignature>(body);
}

}  // namespace

Result<SealedRecord> seal_record(const Submission& submission, const std::optional<ReceiptCode>& code,
                                 const std::optional<Spoken>& spoken, const SealedFor& to) {
  Submission said = submission;
  auto* proposal = std::get_if<Proposal>(&said.body);
  ENSURE(!spoken || proposal != nullptr, "only a proposal is spoken");
  // its name and size are known only when it is sealed
  if (spoken) proposal->voice = Voice{.blob = {}, .sealed_bytes = 1, .duration_ms = spoken->duration_ms};
  TRY(validate(said));
  SealedRecord out{.id = said.id, .collector = to.collector.collector, .recipient = to.collector.sealing_key.id()};
  if (tells_its_minute(said.body)) out.recorded_ms = to.wall_ms;
  std::optional<seal::ReceiptKeys> receipt;
  if (code) receipt = TRY(seal::derive_receipt_keys(*code, to.collector.collector));
  if (receipt) out.lookup = receipt->lookup;
  if (spoken) {
    out.blob = TRY(seal::seal_blob(spoken->ogg, to.collector.sealing_key));
    proposal->voice->blob = seal::blob_id_of(out.blob);
    proposal->voice->sealed_bytes = static_cast<std::int64_t>(out.blob.size());
  }
  Bytes body = TRY(wire::encode_body({.submission = said, .receipt = receipt}));
  auto sealed = seal::seal_body(body, to.collector.sealing_key);
  seal::wipe(body);
  out.body = TRY(std::move(sealed));
  return out;
}

bool is_sealed_for(const SealedRecord& record, const CollectorPin& collector) {
  return opens(collector, record.collector, record.recipient);
}

}  // namespace minbar::store
