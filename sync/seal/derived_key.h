// Keys that are derived from the opening key, so that they need no file of their own and are lost or kept with it. Used
// by the collector: to compare national ids, for its browsers' cookies, and for second factors.
#pragma once

#include <string_view>

#include "sync/seal/keys.h"
#include "sync/seal/secret.h"

namespace minbar::seal {

// MAC(secret half of the opening key, context, ""). The context says what the key is for and is never run-time text.
[[nodiscard]] Locked<MacKey> derived_key(const OpeningKey& opening, std::string_view context);

// The key under which national ids are compared (never stored bare); lost or kept with what it could tell about.
[[nodiscard]] Locked<MacKey> signer_key_of(const OpeningKey& opening);

// Under which the cookies of browsers that somebody signed in from are made.
[[nodiscard]] Locked<MacKey> browser_key_of(const OpeningKey& opening);

// From which the secrets of second factors are derived, and under which their recovery codes are compared.
[[nodiscard]] Locked<MacKey> second_factor_key_of(const OpeningKey& opening);

}  // namespace minbar::seal
