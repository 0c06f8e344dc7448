// Bytes from anywhere as an envelope and as a heartbeat: refused or read, never a crash. Hash and signature are mended
// in a copy, so that what stands behind them is reached too.
#include <algorithm>
#include <cstdlib>

#include "sync/seal/envelope.h"
#include "sync/seal/heartbeat.h"
#include "sync/seal/init.h"
#include "tests/fuzz/fixed_keys.h"

namespace minbar::fuzz {
namespace {

constexpr std::size_t body_hash_at = 112;  // PROTOCOL.md, section 2
constexpr std::size_t signature_bytes = 64;
constexpr std::size_t prefix_bytes = seal::envelope_v1_header_bytes + signature_bytes;

void put(Bytes& bytes, std::size_t at, ByteView what) {
  std::copy(what.begin(), what.end(), bytes.begin() + static_cast<std::ptrdiff_t>(at));
}

Bytes mended(const FixedKeys& keys, ByteView bytes) {
  Bytes out = to_bytes(bytes);
  if (out.size() < prefix_bytes) return out;
  put(out, body_hash_at, seal::hash_of(bytes.subspan(prefix_bytes)).view());
  const auto header = ByteView(out).first(seal::envelope_v1_header_bytes);
  put(out, seal::envelope_v1_header_bytes, keys.record.sign(seal::Context::record, header).view());
  return out;
}

void read_envelope(const FixedKeys& keys, ByteView bytes) {
  const auto envelope = seal::parse_envelope(bytes);
  if (!envelope) return;
  if (seal::bytes_of_envelope(*envelope) != to_bytes(bytes)) std::abort();
  if (seal::verify_envelope(*envelope, keys.record.public_key()))
    static_cast<void>(seal::open_envelope(*envelope, keys.opening));
}

void read_heartbeat(const FixedKeys& keys, ByteView bytes) {
  Bytes text = to_bytes(bytes.first(bytes.size() - std::min(bytes.size(), signature_bytes)));
  const auto signature = keys.record.sign(seal::Context::heartbeat, text);
  text.insert(text.end(), signature.bytes.begin(), signature.bytes.end());
  const auto beat = seal::open_heartbeat(text, keys.record.public_key());
  if (beat && seal::open_heartbeat(seal::sign_heartbeat(*beat, keys.record), keys.record.public_key()) != beat)
    std::abort();
}

}  // namespace
}  // namespace minbar::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace minbar;
  seal::init();
  static const fuzz::FixedKeys keys;
  const ByteView bytes{data, size};
  fuzz::read_envelope(keys, bytes);
  fuzz::read_envelope(keys, fuzz::mended(keys, bytes));
  fuzz::read_heartbeat(keys, bytes);
  return 0;
}
