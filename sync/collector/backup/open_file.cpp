#include "sync/collector/backup/open_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

#include <fmt/format.h>

#include "sync/base/limits.h"
#include "sync/seal/hashing.h"

namespace minbar::collector {

namespace {

tl::unexpected<Error> system_error(const char* what, const std::filesystem::path& path) {
  const int number = errno;
  Errc code = Errc::io;
  if (number == ENOENT || number == ENOTDIR) code = Errc::not_found;
  if (number == EACCES || number == EPERM || number == EROFS) code = Errc::denied;
  if (number == ENOSPC || number == EDQUOT || number == EFBIG) code = Errc::full;
  if (number == EEXIST) code = Errc::conflict;
  return fail(code, fmt::format("cannot {} {}: {}", what, path.string(), std::strerror(number)));
}

}  // namespace

Result<OpenFile> OpenFile::make(const std::filesystem::path& path) {
  const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0) return system_error("make", path);
  return OpenFile(fd, path);
}

Result<OpenFile> OpenFile::read(const std::filesystem::path& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);  // no pipe blocks it
  if (fd < 0) return system_error("open", path);
  OpenFile file(fd, path);
  struct stat info {};
  if (::fstat(fd, &info) != 0 || !S_ISREG(info.st_mode))
    return fail(Errc::bad_input, fmt::format("{} is no file", path.string()));
  return file;
}

Result<OpenFile> OpenFile::make_nameless(const std::filesystem::path& folder) {
  auto pattern = (folder / "minbar-check-XXXXXX").string();
  const int fd = ::mkostemp(pattern.data(), O_CLOEXEC);  // mode 0600
  if (fd < 0) return system_error("make a file in", folder);
  ::unlink(pattern.c_str());
  return OpenFile(fd, folder);
}

OpenFile::OpenFile(OpenFile&& other) noexcept : fd_(std::exchange(other.fd_, -1)), path_(std::move(other.path_)) {}

OpenFile& OpenFile::operator=(OpenFile&& other) noexcept {
  std::swap(fd_, other.fd_);
  std::swap(path_, other.path_);
  return *this;
}

OpenFile::~OpenFile() {
  if (fd_ >= 0) ::close(fd_);
}

tl::unexpected<Error> OpenFile::error(const char* what) const { return system_error(what, path_); }

Result<void> OpenFile::append(ByteView bytes) {
  while (!bytes.empty()) {
    const auto put = ::write(fd_, bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return error("write");
    bytes = bytes.subspan(static_cast<std::size_t>(put));
  }
  return {};
}

Result<std::size_t> OpenFile::next(std::span<std::uint8_t> out) {
  std::size_t have = 0;
  while (have < out.size()) {
    const auto got = ::read(fd_, out.data() + have, out.size() - have);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return error("read");
    if (got == 0) break;
    have += static_cast<std::size_t>(got);
  }
  return have;
}

Result<void> OpenFile::write_at(std::int64_t at, ByteView bytes) {
  while (!bytes.empty()) {
    const auto put = ::pwrite(fd_, bytes.data(), bytes.size(), at);
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return error("write");
    at += put;
    bytes = bytes.subspan(static_cast<std::size_t>(put));
  }
  return {};
}

Result<std::size_t> OpenFile::read_at(std::int64_t at, std::span<std::uint8_t> out) {
  std::size_t have = 0;
  while (have < out.size()) {
    const auto got = ::pread(fd_, out.data() + have, out.size() - have, at + static_cast<std::int64_t>(have));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return error("read");
    if (got == 0) break;
    have += static_cast<std::size_t>(got);
  }
  return have;
}

Result<void> OpenFile::sync() {
  if (::fsync(fd_) != 0) return error("flush");
  return {};
}

Result<dev_t> OpenFile::device() const {
  struct stat info {};
  if (::fstat(fd_, &info) != 0) return error("look at");
  return info.st_dev;
}

void OpenFile::forget() const { static_cast<void>(::posix_fadvise(fd_, 0, 0, POSIX_FADV_DONTNEED)); }

Result<seal::Hash> hash_of_file(const std::filesystem::path& path) {
  auto file = TRY(OpenFile::read(path));
  file.forget();
  seal::Hashing hashing;
  Bytes chunk(limits::backup_piece_bytes);
  while (true) {
    const auto got = TRY(file.next(chunk));
    if (got == 0) return hashing.finish();
    hashing.add(ByteView(chunk).first(got));
  }
}

Result<void> FilePages::write(std::int64_t at, ByteView bytes) {
  TRY(file_.write_at(at, bytes));
  size_ = std::max(size_, at + static_cast<std::int64_t>(bytes.size()));
  return {};
}

Result<std::size_t> FilePages::read(std::int64_t at, std::span<std::uint8_t> out) { return file_.read_at(at, out); }

}  // namespace minbar::collector
