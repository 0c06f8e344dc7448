// Codes for the day the telephone is gone: ten, of 50 bits each, shown once and good once. Only their MACs are kept,
// under a key that no backup holds.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/base/random.h"
#include "sync/seal/hash.h"

namespace minbar::collector {

inline constexpr std::size_t recovery_codes = 10;

// Ten codes as people copy them: "7K3QF-9XW2M".
[[nodiscard]] std::vector<std::string> mint_recovery_codes(Random& random);
// What is kept of a code of this account. Case, spaces and hyphens do not matter. Nothing: the text is no such code.
[[nodiscard]] std::optional<seal::Mac> recovery_mac(const seal::MacKey& key, std::int64_t account,
                                                    std::string_view code);

}  // namespace minbar::collector
