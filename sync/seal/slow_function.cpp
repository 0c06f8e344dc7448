#include "sync/seal/slow_function.h"

#include <sodium.h>

#include "sync/seal/hash.h"
#include "sync/seal/init.h"

namespace minbar::seal::detail {

namespace {
// OWASP's smallest advised Argon2id setting with two passes: kiosks are small machines.
constexpr unsigned long long passes = 2;
constexpr std::size_t memory_bytes = std::size_t{19} * 1024 * 1024;
}  // namespace

Result<void> stretch(const ReceiptCode& code, std::string_view context, ByteView scope, std::span<std::uint8_t> out) {
  init();
  Bytes salt_input = to_bytes(bytes_of(context));
  salt_input.push_back(0);
  salt_input.insert(salt_input.end(), scope.begin(), scope.end());
  const auto salt = hash_of(salt_input);
  static_assert(crypto_pwhash_SALTBYTES == 16);
  const auto text = canonical(code);
  if (crypto_pwhash(out.data(), out.size(), text.data(), text.size(), salt.bytes.data(), passes, memory_bytes,
                    crypto_pwhash_ALG_ARGON2ID13) != 0)
    return fail(Errc::busy, "no memory for the code's slow function just now: try again");
  return {};
}

}  // namespace minbar::seal::detail
