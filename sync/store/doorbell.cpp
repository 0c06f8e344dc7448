#include "sync/store/doorbell.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>
#include <optional>
#include <utility>

namespace minbar::store {

namespace {

std::filesystem::path bell_path(const std::filesystem::path& folder, Role role) {
  return folder / fmt::format("{}.bell", name_of(role));
}

std::optional<sockaddr_un> address_of(const std::filesystem::path& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.native().size() >= sizeof address.sun_path) return std::nullopt;
  std::memcpy(address.sun_path, path.c_str(), path.native().size() + 1);
  return address;
}

const sockaddr* generic(const sockaddr_un& address) { return reinterpret_cast<const sockaddr*>(&address); }

int datagram_socket() { return ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0); }

}  // namespace

std::string_view name_of(Role role) { return role == Role::kiosk ? "kiosk" : "agent"; }

Result<Doorbell> Doorbell::listen(const std::filesystem::path& folder, Role own) {
  const auto path = bell_path(folder, own);
  const auto address = address_of(path);
  if (!address)
    return fail(Errc::bad_input, fmt::format("{} is too long for a socket: use a shorter folder", path.string()));
  Doorbell bell(datagram_socket());
  if (bell.fd_ < 0) return fail(Errc::io, "cannot make a socket");
  ::unlink(path.c_str());  // of a listener that died; rings to it went nowhere
  if (::bind(bell.fd_, generic(*address), sizeof *address) != 0 ||
      ::fchmodat(AT_FDCWD, path.c_str(), 0660, AT_SYMLINK_NOFOLLOW) != 0)  // never of what a link would name
    return fail(Errc::denied,
                fmt::format("cannot make {}: look at the folder's owner, group and mode 2770", path.string()));
  return bell;
}

Doorbell::Doorbell(Doorbell&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

Doorbell::~Doorbell() {
  if (fd_ >= 0) ::close(fd_);
}

bool Doorbell::heard() {
  bool any = false;
  if (fd_ < 0) return any;
  char ring = 0;
  while (::recv(fd_, &ring, 1, 0) >= 0) any = true;
  return any;
}

OtherBell::OtherBell(const std::filesystem::path& folder, Role other)
    : path_(bell_path(folder, other)), fd_(datagram_socket()) {}

OtherBell::OtherBell(OtherBell&& other) noexcept : path_(std::move(other.path_)), fd_(std::exchange(other.fd_, -1)) {}

OtherBell& OtherBell::operator=(OtherBell&& other) noexcept {
  std::swap(path_, other.path_);
  std::swap(fd_, other.fd_);
  return *this;
}

OtherBell::~OtherBell() {
  if (fd_ >= 0) ::close(fd_);
}

void OtherBell::ring() const {
  const auto address = address_of(path_);
  if (!address || fd_ < 0) return;
  // a full queue means that rings are waiting already
  ::sendto(fd_, "!", 1, MSG_NOSIGNAL, generic(*address), sizeof *address);
}

void ring(const std::filesystem::path& folder, Role other) { OtherBell(folder, other).ring(); }

}  // namespace minbar::store
