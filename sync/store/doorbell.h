// The doorbell between kiosk and agent: a unix datagram socket each in the shared folder (kiosk.bell, agent.bell, mode
// 0660). Whoever has committed rings the other, who polls a file descriptor and costs nothing while idle. A lost ring
// loses nothing: both look by themselves once in limits::slow_poll_ms.
#pragma once

#include <filesystem>
#include <string_view>

#include "sync/base/result.h"

namespace minbar::store {

enum class Role { kiosk, agent };
[[nodiscard]] std::string_view name_of(Role role);

// One's own bell, to listen to. One listener a role and folder: a new one takes the place of an old one.
class Doorbell {
 public:
  // Errors: denied, io, bad_input (the folder's path is too long for a socket: use a shorter one).
  [[nodiscard]] static Result<Doorbell> listen(const std::filesystem::path& folder, Role own);
  // One that nobody can ring.
  [[nodiscard]] static Doorbell deaf() { return Doorbell(-1); }
  Doorbell(Doorbell&& other) noexcept;
  Doorbell& operator=(Doorbell&&) = delete;
  ~Doorbell();

  // Readable when somebody has rung. Lives as long as this.
  [[nodiscard]] int fd() const { return fd_; }
  // Takes all rings so far; true when there was one. Never blocks.
  bool heard();

 private:
  explicit Doorbell(int fd) : fd_(fd) {}
  int fd_;
};

// The other's bell, to ring often: keeps a socket, where `ring` makes one each time.
class OtherBell {
 public:
  OtherBell(const std::filesystem::path& folder, Role other);
  OtherBell(OtherBell&& other) noexcept;
  OtherBell& operator=(OtherBell&& other) noexcept;
  ~OtherBell();

  // Never blocks, never fails: nobody listening is no error.
  void ring() const;

 private:
  std::filesystem::path path_;
  int fd_;
};

// Once.
void ring(const std::filesystem::path& folder, Role other);

}  // namespace minbar::store
