// Hears from the kernel that a network has come up: a link, an address or a default route (rtnetlink(7)). Nothing else
// is asked of it. Where the kernel does not let this program listen, it is deaf, and waits end by themselves.
#pragma once

namespace minbar::agent {

// Movable; for one thread at a time.
class NetworkWatch {
 public:
  NetworkWatch();
  NetworkWatch(NetworkWatch&& other) noexcept;
  NetworkWatch& operator=(NetworkWatch&&) = delete;
  NetworkWatch(const NetworkWatch&) = delete;
  NetworkWatch& operator=(const NetworkWatch&) = delete;
  ~NetworkWatch();

  // To be polled for reading; -1: deaf.
  [[nodiscard]] int fd() const { return fd_; }
  // Takes what was told. True: something came up, or so much was told that some of it is lost.
  [[nodiscard]] bool came_up() const;

 private:
  int fd_ = -1;
};

}  // namespace minbar::agent
