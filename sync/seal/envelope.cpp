#include "sync/seal/envelope.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>

#include "sync/base/ensure.h"
#include "sync/base/limits.h"
#include "sync/seal/binary.h"
#include "sync/seal/init.h"
#include "sync/seal/padding.h"

namespace minbar::seal {

namespace {

constexpr std::string_view envelope_magic = "MNBE";
constexpr std::uint16_t envelope_format = 1;
constexpr std::uint16_t algorithm = 1;
constexpr std::size_t prefix_bytes = envelope_v1_header_bytes + 64;

Bytes header_bytes_of(const EnvelopeHeader& header) {
  Writer out;
  out.bytes(bytes_of(envelope_magic));
  out.number(envelope_format);
  out.number(algorithm);
  out.bytes(bytes_of(string_of(Context::record)));
  out.bytes(header.chain.view());
  out.number(header.sequence);
  out.bytes(header.previous.view());
  out.bytes(header.record.view());
  out.bytes(header.record_key.view());
  out.bytes(header.recipient.view());
  out.bytes(header.body_hash.view());
  out.number(header.body_size);
  ENSURE(out.written().size() == envelope_v1_header_bytes, "the header has its size");
  return out.written();
}

}  // namespace

Hash header_hash(const Envelope& envelope) { return hash_of(envelope.header_bytes); }

Result<Bytes> seal_body(ByteView body, const SealingKey& recipient) {
  init();
  Bytes plain = padded(body);
  Bytes sealed_body(plain.size() + crypto_box_SEALBYTES);
  if (sealed_body.size() > limits::sealed_body_bytes) {
    wipe(plain);
    return fail(Errc::too_large, fmt::format("a sealed body has at most {} bytes", limits::sealed_body_bytes));
  }
  const int sealed = crypto_box_seal(sealed_body.data(), plain.data(), plain.size(), recipient.bytes.data());
  wipe(plain);
  if (sealed != 0) return fail(Errc::corrupt, "the collector's sealing key is no X25519 key: enrol again");
  return sealed_body;
}

Envelope close_envelope(const EnvelopeParts& parts, const RecordKey& signer, const KeyId& recipient) {
  Envelope out;
  out.sealed_body = to_bytes(parts.body);
  out.header = {.chain = parts.chain,
                .sequence = parts.sequence,
                .previous = parts.previous,
                .record = parts.record,
                .record_key = signer.public_key().id(),
                .recipient = recipient,
                .body_hash = hash_of(out.sealed_body),
                .body_size = static_cast<std::uint32_t>(out.sealed_body.size())};
  const auto header = header_bytes_of(out.header);
  std::copy(header.begin(), header.end(), out.header_bytes.begin());
  out.signature = signer.sign(Context::record, out.header_bytes);
  return out;
}

Result<Envelope> seal_envelope(const EnvelopeParts& parts, const RecordKey& signer, const SealingKey& recipient) {
  const auto sealed = TRY(seal_body(parts.body, recipient));
  auto with_sealed = parts;
  with_sealed.body = sealed;
  return close_envelope(with_sealed, signer, recipient.id());
}

Bytes bytes_of_envelope(const Envelope& envelope) {
  Writer out;
  out.bytes(envelope.header_bytes);
  out.bytes(envelope.signature.view());
  out.bytes(envelope.sealed_body);
  return out.written();
}

Result<EnvelopeHeader> parse_envelope_header(ByteView header_bytes) {
  Reader in(header_bytes);
  if (text_of(in.bytes(envelope_magic.size())) != envelope_magic) return fail(Errc::bad_input, "not an envelope");
  const auto version = in.number<std::uint16_t>();
  const auto algorithm_id = in.number<std::uint16_t>();
  if (!in.good()) return fail(Errc::bad_input, "an envelope's header is cut");
  if (version != envelope_format || algorithm_id != algorithm)
    return fail(Errc::unsupported_version, fmt::format("envelope format {}, algorithm {}", version, algorithm_id));
  if (text_of(in.bytes(16)) != string_of(Context::record)) return fail(Errc::bad_input, "not a record's envelope");
  EnvelopeHeader header;
  header.chain = in.id<ChainId>();
  header.sequence = in.number<std::uint64_t>();
  header.previous = in.id<Hash>();
  header.record = in.id<RecordId>();
  header.record_key = in.id<KeyId>();
  header.recipient = in.id<KeyId>();
  header.body_hash = in.id<Hash>();
  header.body_size = in.number<std::uint32_t>();
  if (!in.good() || in.left() != 0) return fail(Errc::bad_input, "an envelope's header has not its size");
  if (header.sequence == 0 || header.sequence > INT64_MAX)
    return fail(Errc::bad_input, "an envelope's sequence is out of bounds");
  if ((header.sequence == 1) != (header.previous == Hash{}))
    return fail(Errc::bad_input, "only the first envelope of a chain has no previous one");
  return header;
}

Result<Envelope> parse_envelope(ByteView bytes) {
  Envelope out;
  out.header = TRY(parse_envelope_header(bytes.first(std::min(bytes.size(), envelope_v1_header_bytes))));
  if (out.header.body_size > limits::sealed_body_bytes)
    return fail(Errc::too_large, fmt::format("a sealed body has at most {} bytes", limits::sealed_body_bytes));
  if (out.header.body_size == 0 || bytes.size() != prefix_bytes + out.header.body_size)
    return fail(Errc::bad_input, "an envelope's size does not fit its header");
  Reader in(bytes);
  const auto header = in.bytes(envelope_v1_header_bytes);
  std::copy(header.begin(), header.end(), out.header_bytes.begin());
  out.signature = in.id<Signature>();
  out.sealed_body = to_bytes(in.bytes(out.header.body_size));
  if (hash_of(out.sealed_body) != out.header.body_hash)
    return fail(Errc::bad_input, "an envelope's body does not fit its header");
  return out;
}

Result<void> verify_envelope(const Envelope& envelope, const RecordPublicKey& signer) {
  if (!signer.verify(Context::record, envelope.signature, envelope.header_bytes))
    return fail(Errc::denied, "an envelope is not signed by this kiosk's record key");
  return {};
}

Result<Bytes> open_envelope(const Envelope& envelope, const OpeningKey& key) {
  init();
  const auto& sealed = envelope.sealed_body;
  const auto& own = key.sealing_key();
  if (envelope.header.recipient != own.id()) return fail(Errc::not_found, "an envelope is sealed to another key");
  if (sealed.size() < crypto_box_SEALBYTES) return fail(Errc::corrupt, "a sealed body is too short");
  Bytes plain(sealed.size() - crypto_box_SEALBYTES);
  if (crypto_box_seal_open(plain.data(), sealed.data(), sealed.size(), own.bytes.data(), key.secret().data()) != 0)
    return fail(Errc::corrupt, "a sealed body does not open");
  TRY(unpad(plain));
  return plain;
}

}  // namespace minbar::seal
