// Inside sync/store/salvage: what the kiosk's private folder knows, for a salvage to go by: its key, whom it trusts,
// how far its chain goes. What is not there is not known. What is there and cannot be read is an error: a salvage
// without it would lose records, or tell of none that are lost.
#pragma once

#include <filesystem>

#include "sync/base/result.h"
#include "sync/store/salvage/salvage.h"

namespace minbar::store {

// Errors: denied, corrupt, io; the context names the file.
[[nodiscard]] Result<SalvageOrder> order_of(const std::filesystem::path& keys);

}  // namespace minbar::store
