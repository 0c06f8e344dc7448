// What one envelope from a kiosk is, found out without the database: parsed, its signature checked with the kiosk's
// key, opened, decoded, validated with the code the kiosk ran. Slow work, done on the worker threads before anything is
// written. Nothing is refused: whatever is wrong becomes a reason.
#pragma once

#include <optional>
#include <span>

#include "sync/base/bytes.h"
#include "sync/collector/storage/erased.h"
#include "sync/seal/envelope.h"
#include "sync/seal/succeeding_keys.h"
#include "sync/wire/body_codec.h"
#include "sync/wire/messages.h"

namespace minbar::collector {

struct Judged {
  ByteView bytes;  // as they came; valid as long as the request
  seal::Hash envelope_hash;
  wire::RecordReason reason = wire::RecordReason::none;
  std::optional<seal::Envelope> envelope;  // when it parses and the signature is good: belongs into the chain
  seal::Hash header_hash{};                // of the envelope, when there is one
  std::optional<wire::SealedBody> body;    // when reason is none
  std::optional<DeviceId> of{};            // whose it is, when not the kiosk's that brings it
  std::optional<RecordId> record;          // as its header says, also when the signature is bad
  bool erased = false;                     // by law, as the list says: it is not opened, and no body of it is kept
  bool signed_elsewhere = false;           // a signature under a petition of another place; judge_request sets it
};

// What a good envelope says: opened, decoded, validated, or the reason why not. Its signature is the caller's to check.
[[nodiscard]] tl::expected<wire::SealedBody, wire::RecordReason> read_body(const seal::Envelope& envelope,
                                                                           const seal::OpeningKeys& opening);

// `signers`: every record key that is or was the kiosk's. The one that the header names counts.
[[nodiscard]] Judged judge(ByteView envelope, std::span<const seal::RecordPublicKey> signers,
                           const seal::OpeningKeys& opening, const Erased& erased);

}  // namespace minbar::collector
