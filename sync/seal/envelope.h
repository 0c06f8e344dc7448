// Envelope v1: what one record is from the moment it is made: a fixed header, a signature over it, and a body sealed to
// the collector. Made by sync/store on the kiosk, read by the collector. The layout is in sync/wire/PROTOCOL.md,
// section 2; it is final. parse_envelope takes bytes from anywhere; nothing here trusts a length it has not checked.
#pragma once

#include <array>
#include <cstdint>

#include "sync/base/bytes.h"
#include "sync/base/result.h"
#include "sync/domain/ids.h"
#include "sync/seal/hash.h"
#include "sync/seal/keys.h"

namespace minbar::seal {

inline constexpr std::size_t envelope_v1_header_bytes = 148;
inline constexpr std::size_t envelope_v1_recipient_at = 104;  // eight bytes of the header, the recipient's key id

struct EnvelopeHeader {
  ChainId chain{};
  std::uint64_t sequence = 0;  // from 1
  Hash previous{};             // header hash of sequence - 1; zero for the first
  RecordId record{};
  KeyId record_key{};           // who signed
  KeyId recipient{};            // whose sealing key
  Hash body_hash{};             // BLAKE2b-256 of the sealed body
  std::uint32_t body_size = 0;  // of the sealed body
  bool operator==(const EnvelopeHeader&) const = default;
};

struct Envelope {
  EnvelopeHeader header{};
  std::array<std::uint8_t, envelope_v1_header_bytes> header_bytes{};  // verbatim: what is signed and hashed
  Signature signature{};
  Bytes sealed_body{};
  bool operator==(const Envelope&) const = default;
};

// The hash that the next envelope of the chain names, and that a heartbeat reports: BLAKE2b-256(header bytes).
[[nodiscard]] Hash header_hash(const Envelope& envelope);

struct EnvelopeParts {
  ChainId chain{};
  std::uint64_t sequence = 1;
  Hash previous{};
  RecordId record{};
  ByteView body{};  // plain for seal_envelope, which pads it; as seal_body gave it for close_envelope
};
// Seals, hashes, signs. Two calls give different bytes (sealing is randomised): sealing again is never a retry.
// Errors: too_large (limits::sealed_body_bytes).
[[nodiscard]] Result<Envelope> seal_envelope(const EnvelopeParts& parts, const RecordKey& signer,
                                             const SealingKey& recipient);

// The same in two steps, for a body that is sealed before its place in the chain is known.
// Padded, then sealed. Errors: too_large (limits::sealed_body_bytes), corrupt (the key is none).
[[nodiscard]] Result<Bytes> seal_body(ByteView body, const SealingKey& recipient);
// Hashes and signs around a body that was sealed to the key of that id.
[[nodiscard]] Envelope close_envelope(const EnvelopeParts& parts, const RecordKey& signer, const KeyId& recipient);

// header ‖ signature ‖ sealed body: the exact bytes stored and sent.
[[nodiscard]] Bytes bytes_of_envelope(const Envelope& envelope);

// Errors: unsupported_version (it is an envelope, of a version or algorithm this program does not know: keep it raw),
// bad_input (it is no envelope; cut, too long, lengths that disagree), too_large. The body hash is checked here; the
// signature is not.
[[nodiscard]] Result<Envelope> parse_envelope(ByteView bytes);
// The header alone, for a record whose body was erased by law. Errors as parse_envelope.
[[nodiscard]] Result<EnvelopeHeader> parse_envelope_header(ByteView header_bytes);

// Errors: denied (signature does not fit this key; the key id in the header is not trusted, the key given is what
// counts).
[[nodiscard]] Result<void> verify_envelope(const Envelope& envelope, const RecordPublicKey& signer);

// The plain body, padding removed. Verify first. Errors: not_found (sealed to another key), corrupt (does not open).
[[nodiscard]] Result<Bytes> open_envelope(const Envelope& envelope, const OpeningKey& key);

}  // namespace minbar::seal
