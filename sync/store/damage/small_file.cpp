#include "sync/store/damage/small_file.h"

#include <system_error>

#include "sync/base/log.h"

namespace minbar::store {

Result<void> write_small_file(const std::filesystem::path& path, ByteView bytes, mode_t mode, FileTime time) {
  for (const auto& file : {path, std::filesystem::path(path.string() + ".part")}) {
    std::error_code error;
    if (!std::filesystem::is_directory(std::filesystem::symlink_status(file, error))) continue;
    std::filesystem::remove_all(file, error);
    log(LogEvent::stranger_removed);
  }
  return write_file(path, bytes, mode, time);
}

}  // namespace minbar::store
