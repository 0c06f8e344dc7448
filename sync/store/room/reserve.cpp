#include "sync/store/room/reserve.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

#include "sync/base/file.h"
#include "sync/base/limits.h"
#include "sync/base/log.h"
#include "sync/store/room/disk.h"

namespace minbar::store {

namespace {

constexpr const char* reserve_name = "reserve";
constexpr std::int64_t stat_block_bytes = 512;  // of st_blocks, whatever the file system

std::int64_t allocated(const std::filesystem::path& file) {
  struct stat info {};
  if (::lstat(file.c_str(), &info) != 0 || !S_ISREG(info.st_mode)) return 0;
  return std::min<std::int64_t>(info.st_size, info.st_blocks * stat_block_bytes);
}

bool is_large_enough(const DiskSpace& disk) { return disk.size >= 4 * limits::reserve_bytes; }

}  // namespace

bool has_use_for_reserve(const std::filesystem::path& folder) {
  const auto disk = space_of(folder);
  return disk && is_large_enough(*disk);
}

std::int64_t reserve_lacks(const std::filesystem::path& folder) {
  const auto lacks = std::max<std::int64_t>(0, limits::reserve_bytes - allocated(folder / reserve_name));
  return lacks == 0 || has_use_for_reserve(folder) ? lacks : 0;
}

bool make_reserve(const std::filesystem::path& folder) {
  const auto file = folder / reserve_name;
  if (allocated(file) >= limits::reserve_bytes) return true;
  const auto disk = space_of(folder);
  if (!disk || !is_large_enough(*disk) || disk->free < limits::reserve_bytes + limits::room_again_bytes) return false;
  ::unlink(file.c_str());  // one that is not whole: whoever made it was killed, or found no room
  const int opened = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0660);
  if (opened < 0) return false;
  ::fchmod(opened, 0660);  // whatever the umask
  const bool made = ::posix_fallocate(opened, 0, limits::reserve_bytes) == 0;
  ::close(opened);
  if (!made) ::unlink(file.c_str());
  return made;
}

bool give_up_reserve(const std::filesystem::path& folder) {
  const auto disk = space_of(folder);
  if (!disk || disk->free >= limits::log_room_bytes) return false;
  const auto file = folder / reserve_name;
  if (allocated(file) == 0 || ::unlink(file.c_str()) != 0) return false;
  static_cast<void>(sync_folder(folder));  // only then has a journal really given its blocks back
  log(LogEvent::reserve_given_up);
  return true;
}

}  // namespace minbar::store
