// What a receipt code becomes: a slow function turns it into a lookup id and a reply key. Used by the kiosk when it
// saves and by whoever looks a code up. Nothing stores the code itself. Enrolment codes go the same way with another
// salt.
#pragma once

#include "sync/base/random.h"
#include "sync/base/result.h"
#include "sync/domain/ids.h"
#include "sync/domain/records/receipt_code.h"
#include "sync/seal/hash.h"

namespace minbar::seal {

using ReplyKey = Id<struct ReplyKeyTag, 32>;        // replies to one record are sealed under it
using EnrolLookup = Id<struct EnrolLookupTag, 16>;  // what the collector finds an enrolment code by

struct ReceiptKeys {
  LookupId lookup{};
  ReplyKey reply_key{};
  bool operator==(const ReceiptKeys&) const = default;
};
struct EnrolKeys {
  EnrolLookup lookup{};
  MacKey mac_key{};  // authenticates both directions of one enrolment
  bool operator==(const EnrolKeys&) const = default;
};

// Argon2id (RFC 9106), 2 passes, 19 MiB, of canonical(code); the salt is BLAKE2b-256("minbar-receipt-v1" 0
// collector)[0..16). Takes tens of milliseconds on purpose: never on a thread that answers others. Error: busy (no
// memory just now).
[[nodiscard]] Result<ReceiptKeys> derive_receipt_keys(const ReceiptCode& code, const CollectorId& collector);
// The same with salt BLAKE2b-256("minbar-enrol-v1" 0)[0..16): the kiosk does not know its collector yet.
[[nodiscard]] Result<EnrolKeys> derive_enrol_keys(const ReceiptCode& code);

// XChaCha20-Poly1305 with the lookup id as associated data: nonce (24) ‖ cipher text. The collector seals, a kiosk
// opens when a citizen enters the code.
[[nodiscard]] Bytes seal_reply(const ReceiptKeys& keys, ByteView plain, Random& random);
// Error: denied (not sealed for these keys, or altered).
[[nodiscard]] Result<Bytes> open_reply(const ReceiptKeys& keys, ByteView sealed);

}  // namespace minbar::seal
