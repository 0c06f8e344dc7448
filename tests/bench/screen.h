// A screen without a monitor (Xvfb, no window manager) that shows what a person would see of it: the first frame of a
// program is there when its pixels are, whatever the program does next. Used by the measurements of a start.
#pragma once

#include <cstddef>
#include <cstdint>

#include "tests/support/x_server.h"

namespace minbar::bench {

class Screen {
 public:
  // Names its server in the environment (DISPLAY), so that children of this program draw on it.
  Screen();
  Screen(const Screen&) = delete;
  Screen& operator=(const Screen&) = delete;
  ~Screen();

  // Each looks every tenth of a millisecond, and ends this program when ten seconds were not enough.
  void wait_for_frame() const;
  void wait_until_dark() const;

 private:
  [[nodiscard]] bool is_painted() const;
  void wait(bool painted) const;

  test::XServer server_;
  const std::uint8_t* file_ = nullptr;  // mapped
  std::size_t size_ = 0;
};

}  // namespace minbar::bench
