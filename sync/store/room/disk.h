// Inside sync/store: how much the file system has on which a folder lies, and how much of it a kiosk's database may
// take when nobody has said it.
#pragma once

#include <cstdint>
#include <filesystem>

#include "sync/base/result.h"

namespace minbar::store {

struct DiskSpace {
  std::int64_t free = 0;  // bytes, for whoever is not root
  std::int64_t size = 0;
};

// Error: io.
[[nodiscard]] Result<DiskSpace> space_of(const std::filesystem::path& folder);
// In bytes: four fifths, less the reserve; of a small disk half.
[[nodiscard]] std::int64_t bound_for(const DiskSpace& disk);

}  // namespace minbar::store
