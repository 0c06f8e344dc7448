// What somebody's telephone does: reads the secret that the page of setting up shows, and makes its codes.
#pragma once

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "sync/base/clock.h"
#include "sync/collector/accounts/second_factor/totp.h"

namespace minbar::test {

class Authenticator {
 public:
  // RFC 4648, base 32; spaces do not matter.
  Authenticator(std::string_view secret, const Clock& clock) : clock_(clock) {
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    std::size_t at = 0;
    std::uint32_t waiting = 0;
    unsigned bits = 0;
    for (const char c : secret) {
      if (c == ' ') continue;
      const auto value = alphabet.find(c);
      REQUIRE(value != std::string_view::npos);
      waiting = (waiting << 5) | static_cast<std::uint32_t>(value);
      bits += 5;
      if (bits < 8) continue;
      bits -= 8;
      REQUIRE(at < secret_.span().size());
      secret_.span()[at++] = static_cast<std::uint8_t>(waiting >> bits);
    }
    REQUIRE(at == secret_.span().size());
  }

  // Of now, or so many steps of 30 seconds from now.
  [[nodiscard]] std::string code(std::int64_t steps = 0) const {
    return collector::totp_code(secret_, clock_.wall_ms() / 1000 / collector::totp_step_s + steps);
  }
  // Good at no time near now.
  [[nodiscard]] std::string wrong_code() const {
    for (char digit = '0';; ++digit) {
      const std::string code(6, digit);
      if (code != this->code(-1) && code != this->code() && code != this->code(1)) return code;
    }
  }
  [[nodiscard]] std::string_view secret_bytes() const { return text_of(secret_.view()); }

 private:
  const Clock& clock_;
  collector::TotpSecret secret_;
};

}  // namespace minbar::test
