#include "sync/collector/accounts/second_factor/totp.h"

#include <liboath/oath.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <ctime>

#include <fmt/format.h>

#include "sync/base/bytes.h"
#include "sync/base/ensure.h"

namespace minbar::collector {

namespace {

constexpr unsigned digits = 6;
constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";  // RFC 4648; Crockford's is another

std::string base32(ByteView bytes) {
  std::string out;
  std::uint32_t waiting = 0;
  unsigned bits = 0;
  for (const auto byte : bytes) {
    waiting = (waiting << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      out.push_back(alphabet[(waiting >> bits) & 31U]);
    }
  }
  ENSURE(bits == 0, "twenty bytes are 32 letters");
  return out;
}

// RFC 3986: everything but what is never reserved.
std::string percent_encoded_part(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                       c == '.' || c == '_' || c == '~';
    if (plain)
      out.push_back(c);
    else
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

}  // namespace

TotpSecret totp_secret_of(const seal::MacKey& key, std::int64_t account, const TotpSalt& salt) {
  std::array<std::uint8_t, 8 + 16> what{};
  for (unsigned i = 0; i < 8; ++i) what[i] = static_cast<std::uint8_t>(static_cast<std::uint64_t>(account) >> (8 * i));
  std::copy(salt.bytes.begin(), salt.bytes.end(), what.begin() + 8);
  auto mac = seal::mac_of(key, "minbar-totp-secret-v1", what);
  TotpSecret secret;
  std::copy_n(mac.bytes.begin(), secret.view().size(), secret.span().begin());
  seal::wipe(mac.bytes);
  return secret;
}

std::string totp_code(const TotpSecret& secret, std::int64_t step) {
  static const bool ready = oath_init() == OATH_OK;
  ENSURE(ready, "liboath starts");
  std::array<char, digits + 1> out{};
  const auto bytes = text_of(secret.view());
  const auto made = oath_totp_generate(bytes.data(), bytes.size(), static_cast<std::time_t>(step * totp_step_s),
                                       static_cast<unsigned>(totp_step_s), 0, digits, out.data());
  ENSURE(made == OATH_OK, "a code can be made of any secret and time");
  return {out.data(), digits};
}

std::optional<std::int64_t> totp_step(const TotpSecret& secret, std::string_view code, std::int64_t now_s,
                                      std::int64_t last_step) {
  std::string said;
  std::copy_if(code.begin(), code.end(), std::back_inserter(said), [](char c) { return c != ' '; });
  std::optional<std::int64_t> found;
  const auto now = now_s / totp_step_s;
  for (const auto step : {now - 1, now, now + 1})  // all three, whichever fits: the time it takes says nothing
    if (step >= 0 && seal::equal_constant_time(bytes_of(totp_code(secret, step)), bytes_of(said)) && step > last_step)
      found = found.value_or(step);
  return found;
}

std::string totp_text(const TotpSecret& secret) {
  const auto letters = base32(secret.view());
  std::string out;
  for (std::size_t i = 0; i < letters.size(); ++i) {
    if (i > 0 && i % 4 == 0) out.push_back(' ');
    out.push_back(letters[i]);
  }
  return out;
}

std::string totp_uri(const TotpSecret& secret, std::string_view issuer, std::string_view account_name) {
  const auto from = percent_encoded_part(issuer);
  return fmt::format("otpauth://totp/{}:{}?secret={}&issuer={}", from, percent_encoded_part(account_name),
                     base32(secret.view()), from);
}

}  // namespace minbar::collector
