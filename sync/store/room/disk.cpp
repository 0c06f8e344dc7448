#include "sync/store/room/disk.h"

#include <algorithm>
#include <system_error>

#include "sync/base/limits.h"

namespace minbar::store {

Result<DiskSpace> space_of(const std::filesystem::path& folder) {
  std::error_code error;
  const auto space = std::filesystem::space(folder, error);
  if (error) return fail(Errc::io, "the free space of the disk cannot be read");
  return DiskSpace{.free = static_cast<std::int64_t>(space.available),
                   .size = static_cast<std::int64_t>(space.capacity)};
}

std::int64_t bound_for(const DiskSpace& disk) {
  return std::max(disk.size - disk.size / limits::bound_parts - limits::reserve_bytes, disk.size / 2);
}

}  // namespace minbar::store
