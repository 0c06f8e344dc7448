// One-time codes by time (RFC 6238: SHA-1, six digits, 30 seconds), as every authenticator app makes them. Pure: the
// caller keeps the salt and the last step. No secret is stored: it is derived from a salt under a key of this
// collector, so that neither a stolen database nor a backup makes a code.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sync/domain/ids.h"
#include "sync/seal/hash.h"
#include "sync/seal/secret.h"

namespace minbar::collector {

using TotpSalt = Id<struct TotpSaltTag, 16>;
using TotpSecret = seal::Secret<20>;  // what RFC 4226 recommends for SHA-1

// Of this account and salt: the first 20 bytes of MAC(key, "minbar-totp-secret-v1", account as 8 bytes ‖ salt).
[[nodiscard]] TotpSecret totp_secret_of(const seal::MacKey& key, std::int64_t account, const TotpSalt& salt);

inline constexpr std::int64_t totp_step_s = 30;
// The code of a step: six digits.
[[nodiscard]] std::string totp_code(const TotpSecret& secret, std::int64_t step);
// The step whose code this is: that of `now_s`, the one before or the one after, and later than `last_step`, so that no
// code is good twice. Spaces in the code do not matter.
[[nodiscard]] std::optional<std::int64_t> totp_step(const TotpSecret& secret, std::string_view code, std::int64_t now_s,
                                                    std::int64_t last_step);

// RFC 4648, base 32 in groups of four: for whoever types the secret into an app.
[[nodiscard]] std::string totp_text(const TotpSecret& secret);
// What an app's camera reads: otpauth://totp/ISSUER:NAME?secret=…&issuer=… (the Key URI format).
[[nodiscard]] std::string totp_uri(const TotpSecret& secret, std::string_view issuer, std::string_view account_name);

}  // namespace minbar::collector
