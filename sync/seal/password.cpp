#include "sync/seal/password.h"

#include <sodium.h>

#include <array>

#include "sync/base/bytes.h"
#include "sync/seal/init.h"

namespace minbar::seal {

namespace {
constexpr std::size_t password_bytes = 1024;  // a bound on work, far beyond what anyone types
}

Result<std::string> hash_password(std::string_view password, PasswordCost cost) {
  init();
  if (password.empty() || password.size() > password_bytes)
    return fail(Errc::bad_input, "a password has 1 to 1024 bytes");
  std::array<char, crypto_pwhash_STRBYTES> out{};
  if (crypto_pwhash_str_alg(out.data(), password.data(), password.size(), cost.passes, cost.memory_bytes,
                            crypto_pwhash_ALG_ARGON2ID13) != 0)
    return fail(Errc::busy, "no memory for the password just now: try again");
  return std::string(out.data());
}

bool verify_password(std::string_view hash, std::string_view password) {
  init();
  if (hash.size() >= crypto_pwhash_STRBYTES || password.size() > password_bytes) return false;
  const std::string text(hash);
  // a form without a password has a view of nothing: judged as an empty one, in the same time
  const char* said = password.empty() ? "" : password.data();
  return crypto_pwhash_str_verify(text.c_str(), said, password.size()) == 0;
}

std::string random_token(Random& random, std::size_t bytes) {
  init();
  Bytes raw(bytes);
  random.fill(raw);
  std::string out(sodium_base64_encoded_len(bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
  sodium_bin2base64(out.data(), out.size(), raw.data(), raw.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  out.pop_back();  // libsodium counts the zero it ends with
  sodium_memzero(raw.data(), raw.size());
  return out;
}

}  // namespace minbar::seal
