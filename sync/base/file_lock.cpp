#include "sync/base/file_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include <fmt/format.h>

namespace minbar {

Result<FileLock> FileLock::lock(const std::filesystem::path& file, bool wait) {
  const auto failed = [&](int number) {
    const Errc code = number == EACCES || number == EPERM || number == EROFS || number == ELOOP ? Errc::denied
                      : number == ENOSPC || number == EDQUOT                                    ? Errc::full
                                                                                                : Errc::io;
    return fail(code, fmt::format("cannot lock {}: {}", file.string(), std::strerror(number)));
  };
  // not blocked by a pipe that somebody has put there
  FileLock lock(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600));
  if (lock.fd_ < 0) return failed(errno);
  while (::flock(lock.fd_, wait ? LOCK_EX : LOCK_EX | LOCK_NB) != 0) {
    const int number = errno;
    if (number == EINTR) continue;
    if (number == EWOULDBLOCK) return fail(Errc::busy, fmt::format("another program holds {}", file.string()));
    return failed(number);
  }
  return lock;
}

Result<FileLock> FileLock::take(const std::filesystem::path& file) { return lock(file, false); }
Result<FileLock> FileLock::wait_for(const std::filesystem::path& file) { return lock(file, true); }

FileLock::FileLock(FileLock&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

FileLock& FileLock::operator=(FileLock&& other) noexcept {
  std::swap(fd_, other.fd_);
  return *this;
}

FileLock::~FileLock() {
  if (fd_ >= 0) ::close(fd_);
}

}  // namespace minbar
