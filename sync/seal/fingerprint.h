// A short name for one collector and its public keys, which a person compares: the kiosk shows it, and so does
// whoever issued the enrolment code. 80 bits: nobody finds other keys of the same name. It is compared by people and
// never stands where a key is meant.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sync/domain/ids.h"
#include "sync/seal/keys.h"

namespace minbar::seal {

// "ABCD-EFGH-JKMN-PQRS": four groups of four Crockford base 32 characters (PROTOCOL.md, section 6).
[[nodiscard]] std::string fingerprint_of(const CollectorId& collector, const SigningPublicKey& signing,
                                         const SealingKey& sealing);
// By what a kiosk will believe other keys. Both are named, since who could put another root key in its place could
// later name the other two, and who could put a lower number there could go back to earlier ones.
struct NextKeys {
  std::optional<RootPublicKey> root = {};  // none: the fingerprint is that of the two keys
  std::int64_t number = 0;                 // of the statement that named the two keys; 0: none did
};
[[nodiscard]] std::string fingerprint_of(const CollectorId& collector, const SigningPublicKey& signing,
                                         const SealingKey& sealing, const NextKeys& next);
// As people type it: any case, with or without hyphens, I, L and O folded.
[[nodiscard]] bool is_fingerprint(std::string_view typed, std::string_view fingerprint);

}  // namespace minbar::seal
