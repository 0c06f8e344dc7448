#include "sync/seal/fingerprint.h"

#include <initializer_list>

#include "sync/base/base32.h"
#include "sync/seal/binary.h"
#include "sync/seal/hash.h"

namespace minbar::seal {

namespace {

constexpr std::string_view fingerprint_context = "minbar-collector-v1";
constexpr std::size_t characters = 16;
constexpr std::size_t group = 4;
constexpr unsigned bits = 5;  // of a character

std::string name_of(std::initializer_list<ByteView> parts) {
  Bytes named = to_bytes(bytes_of(fingerprint_context));
  named.push_back(0);
  for (const auto part : parts) named.insert(named.end(), part.begin(), part.end());
  const auto hash = hash_of(named);
  std::string out;
  for (std::size_t nth = 0; nth < characters; ++nth) {
    if (nth != 0 && nth % group == 0) out += '-';
    const auto at = nth * bits;
    const unsigned two = static_cast<unsigned>(hash.bytes[at / 8]) << 8U | hash.bytes[at / 8 + 1];
    out += base32_character(static_cast<std::uint8_t>(two >> (16U - bits - at % 8) & 31U));
  }
  return out;
}

}  // namespace

std::string fingerprint_of(const CollectorId& collector, const SigningPublicKey& signing, const SealingKey& sealing) {
  return name_of({collector.view(), signing.view(), sealing.view()});
}

std::string fingerprint_of(const CollectorId& collector, const SigningPublicKey& signing, const SealingKey& sealing,
                           const NextKeys& next) {
  if (!next.root) return fingerprint_of(collector, signing, sealing);
  Writer number;
  number.number(next.number);
  return name_of({collector.view(), signing.view(), sealing.view(), next.root->view(), number.written()});
}

bool is_fingerprint(std::string_view typed, std::string_view fingerprint) {
  const auto values = base32_values(typed);
  return values && values->size() == characters && values == base32_values(fingerprint);
}

}  // namespace minbar::seal
