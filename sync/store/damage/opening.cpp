#include "sync/store/damage/opening.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <ctime>
#include <string>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "sync/base/limits.h"
#include "sync/base/log.h"
#include "sync/store/damage/moving.h"
#include "sync/store/damage/names.h"
#include "sync/store/damage/unfinished.h"

namespace minbar::store {

namespace {

constexpr std::int64_t try_every_ms = 10;

// Of both users of the group; a link is not followed, and a pipe that somebody has put there blocks nobody.
int open_lock(const std::filesystem::path& folder, bool make) {
  const auto file = folder / "kiosk.db.lock";
  const int fd = ::open(file.c_str(), O_RDWR | (make ? O_CREAT : 0) | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0660);
  struct stat info {};
  if (fd >= 0 && ::fstat(fd, &info) == 0 && info.st_uid == ::geteuid() && (info.st_mode & 0777) != 0660)
    ::fchmod(fd, 0660);
  return fd;
}

tl::unexpected<Error> being_salvaged() {
  return fail(
      Errc::unavailable,
      "the kiosk's database is damaged, and minbar-kiosk is salvaging what can be read; it goes on by itself. If "
      "minbar-kiosk does not run, start it");
}

}  // namespace

void remove_strangers(const std::filesystem::path& folder) {
  for (const auto* part : {"-journal", "-wal", "-shm"}) {
    const auto file = folder / (std::string(database_name) + part);
    std::error_code error;
    const auto type = std::filesystem::symlink_status(file, error).type();
    if (type == std::filesystem::file_type::not_found || type == std::filesystem::file_type::regular ||
        type == std::filesystem::file_type::symlink || type == std::filesystem::file_type::none)
      continue;
    std::filesystem::remove_all(file, error);
    log(LogEvent::stranger_removed);
  }
}

Result<void> check_beside(const std::filesystem::path& folder) {
  for (const auto* part : {"-journal", "-wal", "-shm"}) {
    const auto file = folder / (std::string(database_name) + part);
    struct stat info {};
    if (::lstat(file.c_str(), &info) != 0) continue;
    if (S_ISLNK(info.st_mode))
      return fail(Errc::denied, fmt::format("{} is a link: somebody wants another file written. Put the file itself "
                                            "there if you have it, and do not delete it: records may be in it alone",
                                            file.string()));
    // whoever has just made it is giving it its mode
    if (info.st_size > 0 && ::access(file.c_str(), R_OK | W_OK) != 0)
      return fail(Errc::denied, fmt::format("{} cannot be read and written by this program's user: give it the owner, "
                                            "group and mode of {}, and do not delete it: records may be in it alone",
                                            file.string(), database_name));
  }
  return {};
}

bool log_is_all_there_is(const std::filesystem::path& folder) {
  struct stat info {};
  if (::stat((folder / database_name).c_str(), &info) == 0 && info.st_size > 0) return false;
  return ::lstat((folder / (std::string(database_name) + "-wal")).c_str(), &info) == 0 && S_ISREG(info.st_mode) &&
         info.st_size > 0;
}

Result<OpeningLock> OpeningLock::share(const std::filesystem::path& folder, bool make) {
  remove_strangers(folder);
  // who held nothing would be in nobody's way
  OpeningLock lock(open_lock(folder, make || is_there(folder / database_name)));
  while (lock.fd_ >= 0 && ::flock(lock.fd_, LOCK_SH | LOCK_NB) != 0) {
    if (errno == EINTR) continue;
    if (errno == EWOULDBLOCK) return being_salvaged();
    break;
  }
  // also before the kiosk has found out: made anew the database would lack all that was said
  if (is_moving(folder) || unfinished_in(folder)) return being_salvaged();
  return lock;
}

Result<OpeningLock> OpeningLock::alone(const std::filesystem::path& folder) {
  remove_strangers(folder);
  OpeningLock lock(open_lock(folder, true));
  if (lock.fd_ < 0)
    return fail(errno == ENOSPC || errno == EDQUOT ? Errc::full : Errc::denied,
                fmt::format("cannot lock the database in {}", folder.string()));
  for (std::int64_t waited = 0; ::flock(lock.fd_, LOCK_EX | LOCK_NB) != 0; waited += try_every_ms) {
    if (errno != EINTR && errno != EWOULDBLOCK)
      return fail(Errc::io, fmt::format("cannot lock the database in {}", folder.string()));
    if (waited >= limits::damage_lock_ms)
      return fail(Errc::busy, fmt::format("another program opens the database in {} all the time", folder.string()));
    const timespec pause{.tv_sec = 0, .tv_nsec = try_every_ms * 1'000'000};
    ::nanosleep(&pause, nullptr);
  }
  return lock;
}

OpeningLock::OpeningLock(OpeningLock&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

OpeningLock& OpeningLock::operator=(OpeningLock&& other) noexcept {
  std::swap(fd_, other.fd_);
  return *this;
}

OpeningLock::~OpeningLock() {
  if (fd_ >= 0) ::close(fd_);
}

}  // namespace minbar::store
