// Where the collector is and which record key it has of this kiosk, kept in the private folder beside the pin: the
// agent's word, believed by nobody here, and put back into a shared database that has lost it, so that the agent finds
// its way without a new code.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "sync/base/result.h"
#include "sync/seal/keys.h"

namespace minbar::store {

struct KnownAddress {
  std::string collector_url{};
  std::optional<seal::RecordPublicKey> record_key{};
  bool operator==(const KnownAddress&) const = default;
};

// Nothing: none was kept, or it cannot be read.
[[nodiscard]] std::optional<KnownAddress> load_address(const std::filesystem::path& keys);
// Errors: denied, full, io.
[[nodiscard]] Result<void> save_address(const std::filesystem::path& keys, const KnownAddress& address);

}  // namespace minbar::store
