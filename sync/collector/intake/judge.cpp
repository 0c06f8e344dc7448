#include "sync/collector/intake/judge.h"

#include <algorithm>

#include "sync/domain/records/validate.h"

namespace minbar::collector {

using wire::RecordReason;

tl::expected<wire::SealedBody, RecordReason> read_body(const seal::Envelope& envelope,
                                                       const seal::OpeningKeys& opening) {
  const auto plain = seal::open_envelope(envelope, opening);
  if (!plain)
    return tl::unexpected(plain.error().code == Errc::not_found ? RecordReason::wrong_recipient
                                                                : RecordReason::unopenable);
  auto body = wire::decode_body(*plain);
  if (!body)
    return tl::unexpected(body.error().code == Errc::unsupported_version ? RecordReason::unsupported_version
                                                                         : RecordReason::invalid_body);
  if (body->submission.id != envelope.header.record || !validate(body->submission))
    return tl::unexpected(RecordReason::invalid_body);
  return std::move(*body);
}

namespace {

bool is_signed(const seal::Envelope& envelope, std::span<const seal::RecordPublicKey> signers) {
  return std::any_of(signers.begin(), signers.end(), [&](const auto& key) {
    return key.id() == envelope.header.record_key && seal::verify_envelope(envelope, key).has_value();
  });
}

}  // namespace

Judged judge(ByteView bytes, std::span<const seal::RecordPublicKey> signers, const seal::OpeningKeys& opening,
             const Erased& erased) {
  Judged judged{.bytes = bytes,
                .envelope_hash = seal::hash_of(bytes),
                .reason = {},
                .envelope = {},
                .body = {},
                .of = {},
                .record = {}};
  auto envelope = seal::parse_envelope(bytes);
  if (!envelope) {
    judged.reason = envelope.error().code == Errc::unsupported_version ? RecordReason::unsupported_version
                                                                       : RecordReason::malformed;
    return judged;
  }
  judged.record = envelope->header.record;
  judged.erased = erased.has(*judged.record);
  if (!is_signed(*envelope, signers)) {
    judged.reason = RecordReason::bad_signature;
    return judged;
  }
  if (!judged.erased) {
    if (auto body = read_body(*envelope, opening))
      judged.body = std::move(*body);
    else
      judged.reason = body.error();
  }
  judged.header_hash = seal::header_hash(*envelope);
  judged.envelope = std::move(*envelope);
  return judged;
}

}  // namespace minbar::collector
