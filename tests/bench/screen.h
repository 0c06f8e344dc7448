// A screen without a monitor (Xvfb, no window manager) that shows what a person would see of it: the first frame of a
// program is there when its pixels are, whatever the program does next. Used by the measurements of a start.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <string>

#include "tests/support/temporary_folder.h"

namespace minbar::bench {

class Screen {
 public:
  static constexpr int width = 1080;
  static constexpr int height = 1920;

  // Starts the server and names it in the environment (DISPLAY), so that children of this program draw on it.
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

  test::TemporaryFolder folder_;  // of the file in which the server keeps its pixels
  pid_t server_ = -1;
  const std::uint8_t* file_ = nullptr;  // mapped
  std::size_t size_ = 0;
};

}  // namespace minbar::bench
