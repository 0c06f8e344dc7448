// Passwords of the desk and random tokens. Used by the collector's accounts. A password is judged, never stored or
// logged.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sync/base/random.h"
#include "sync/base/result.h"

namespace minbar::seal {

struct PasswordCost {
  std::uint64_t passes = 2;
  std::size_t memory_bytes = std::size_t{64} * 1024 * 1024;
};

// Argon2id with a fresh salt, as libsodium's self-describing text. Blocks for 0.1 to 0.8 s at the default cost.
// Errors: bad_input (empty or over 1024 bytes), busy (no memory just now).
[[nodiscard]] Result<std::string> hash_password(std::string_view password, PasswordCost cost = {});
// False for a wrong password and for a text that is no such hash.
[[nodiscard]] bool verify_password(std::string_view hash, std::string_view password);

// `bytes` random bytes as URL-safe base64 without padding: sessions, CSRF, generated passwords.
[[nodiscard]] std::string random_token(Random& random, std::size_t bytes = 24);

}  // namespace minbar::seal
