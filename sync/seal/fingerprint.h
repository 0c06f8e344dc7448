// A short name for one collector and its public keys, which a person compares: the kiosk shows it, and so does
// whoever issued the enrolment code. 80 bits: nobody finds other keys of the same name. It is compared by people and
// never stands where a key is meant.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sync/domain/ids.h"
#include "sync/seal/keys.h"

namespace minbar::seal {

// "ABCD-EFGH-JKMN-PQRS": four groups of four Crockford base 32 characters (PROTOCOL.md, section 6).
[[nodiscard]] std::string fingerprint_of(const CollectorId& collector, const SigningPublicKey& signing,
                                         const SealingKey& sealing);
// Of a collector with a root key: whoever pins that too shows this. It names the root key, since who could put another
// in its place could later name the other two.
[[nodiscard]] std::string fingerprint_of(const CollectorId& collector, const SigningPublicKey& signing,
                                         const SealingKey& sealing, const std::optional<RootPublicKey>& root);
// As people type it: any case, with or without hyphens, I, L and O folded.
[[nodiscard]] bool is_fingerprint(std::string_view typed, std::string_view fingerprint);

}  // namespace minbar::seal
