#include "sync/base/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <span>
#include <system_error>

#include <fmt/format.h>

#include "sync/base/descriptor.h"

namespace minbar {

namespace {

tl::unexpected<Error> system_error(const char* what, const std::filesystem::path& path) {
  const int saved = errno;
  Errc code = Errc::io;
  if (saved == ENOENT || saved == ENOTDIR) code = Errc::not_found;
  if (saved == EACCES || saved == EPERM || saved == EROFS) code = Errc::denied;
  if (saved == ENOSPC || saved == EDQUOT) code = Errc::full;
  return fail(code, fmt::format("{} {}: {}", what, path.string(), std::strerror(saved)));
}

constexpr timespec no_times[2]{};  // of use and of change: 1970

// The stack would keep what was read, and it may be a key.
class Wiped {
 public:
  explicit Wiped(std::span<char> bytes) : bytes_(bytes) {}
  Wiped(const Wiped&) = delete;
  Wiped& operator=(const Wiped&) = delete;
  ~Wiped() { ::explicit_bzero(bytes_.data(), bytes_.size()); }

 private:
  std::span<char> bytes_;
};

tl::unexpected<Error> too_large(const std::filesystem::path& path, std::size_t max_bytes) {
  return fail(Errc::too_large, fmt::format("{} is larger than the {} bytes allowed", path.string(), max_bytes));
}

}  // namespace

Result<std::string> read_file(const std::filesystem::path& path, std::size_t max_bytes) {
  // a pipe into which nobody writes is empty and no reason to wait for ever; into which somebody does is waited for
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (file.get() < 0) return system_error("cannot open", path);
  ::fcntl(file.get(), F_SETFL, 0);
  std::string out;
  struct stat info {};
  if (::fstat(file.get(), &info) == 0 && info.st_size > 0) {
    if (static_cast<std::size_t>(info.st_size) > max_bytes) return too_large(path, max_bytes);
    out.reserve(static_cast<std::size_t>(info.st_size));
  }
  char chunk[16384];
  const Wiped wiped{chunk};
  while (true) {
    const auto got = ::read(file.get(), chunk, sizeof chunk);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return system_error("cannot read", path);
    if (got == 0) return out;
    if (out.size() + static_cast<std::size_t>(got) > max_bytes) return too_large(path, max_bytes);
    out.append(chunk, static_cast<std::size_t>(got));
  }
}

Result<void> write_file(const std::filesystem::path& path, ByteView bytes, mode_t mode, FileTime time) {
  const auto part = std::filesystem::path(path.string() + ".part");
  ::unlink(part.c_str());
  const auto without_part = [&](const char* what, const std::filesystem::path& where) {
    auto error = system_error(what, where);
    ::unlink(part.c_str());  // on a full disk it would keep what room there is
    return error;
  };
  {
    const Descriptor file(::open(part.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (file.get() < 0) return system_error("cannot create", part);
    while (!bytes.empty()) {
      const auto put = ::write(file.get(), bytes.data(), bytes.size());
      if (put < 0 && errno == EINTR) continue;
      if (put < 0) return without_part("cannot write", part);
      bytes = bytes.subspan(static_cast<std::size_t>(put));
    }
    if (time == FileTime::not_told) ::futimens(file.get(), no_times);
    if (::fchmod(file.get(), mode) != 0 || ::fsync(file.get()) != 0) return without_part("cannot finish", part);
  }
  if (::rename(part.c_str(), path.c_str()) != 0) return without_part("cannot rename to", path);
  return sync_folder(path.has_parent_path() ? path.parent_path() : std::filesystem::path("."));
}

Result<void> sync_folder(const std::filesystem::path& folder) {
  const Descriptor opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (opened.get() < 0 || ::fsync(opened.get()) != 0) return system_error("cannot sync", folder);
  return {};
}

void tell_no_time(const std::filesystem::path& path) {
  ::utimensat(AT_FDCWD, path.c_str(), no_times, AT_SYMLINK_NOFOLLOW);
}

std::filesystem::path share_folder() {
  std::error_code ignored;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", ignored);
  return program.parent_path().parent_path() / "share" / "minbar";
}

Result<void> make_private_folder(const std::filesystem::path& path) {
  std::error_code ignored;
  // "keys/" and "keys/." would stand in themselves, and a link would be followed
  auto folder = std::filesystem::absolute(path, ignored).lexically_normal();
  if (!folder.has_filename()) folder = folder.parent_path();
  const auto parent = folder.parent_path();
  std::filesystem::create_directories(parent, ignored);
  if (::mkdir(folder.c_str(), 0700) == 0)
    TRY(sync_folder(parent));  // what is written into it would be gone with it
  else if (errno != EEXIST)
    return system_error("cannot make", folder);
  struct stat own {};
  struct stat above {};
  if (::lstat(folder.c_str(), &own) != 0) return system_error("cannot look at", folder);
  if (::stat(parent.c_str(), &above) != 0) return system_error("cannot look at", parent);
  const auto refused = [](const std::filesystem::path& which, std::string_view why, std::string_view mend) {
    return fail(Errc::denied, fmt::format("{} {}: run {} {}", which.string(), why, mend, which.string()));
  };
  if (!S_ISDIR(own.st_mode)) return refused(folder, "is no folder", "rm");
  if (own.st_uid != ::geteuid())
    return refused(folder, "belongs to another user than this program's", fmt::format("chown {}", ::geteuid()));
  if ((own.st_mode & 0077) != 0) return refused(folder, "is open to other users", "chmod 0700");
  if (above.st_uid != 0 && above.st_uid != ::geteuid())
    return refused(parent, "belongs to a user who could put another folder in the place of this program's",
                   "chown root");
  if ((above.st_mode & 0022) != 0 && (above.st_mode & S_ISVTX) == 0)
    return refused(parent, "lets other users put another folder in the place of this program's", "chmod +t");
  return {};
}

Result<void> check_private(const std::filesystem::path& path, bool group_may_read) {
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) return system_error("cannot look at", path);
  const mode_t forbidden = group_may_read ? 0037 : 0077;
  const char* wanted = group_may_read ? "0640" : "0600";
  if (!S_ISREG(info.st_mode)) return fail(Errc::denied, fmt::format("{} is no file: remove it", path.string()));
  if (info.st_uid != ::geteuid())
    return fail(Errc::denied, fmt::format("{} belongs to user {}, not to this program's user {}: run chown {} {}",
                                          path.string(), info.st_uid, ::geteuid(), ::geteuid(), path.string()));
  if ((info.st_mode & forbidden) != 0)
    return fail(Errc::denied, fmt::format("{} has mode {:04o}, too open for a key: run chmod {} {}", path.string(),
                                          static_cast<unsigned>(info.st_mode & 07777), wanted, path.string()));
  return {};
}

}  // namespace minbar
