// The pixels of one frame: zeros from the kernel, in huge pages where it gives them, since a first frame in small ones
// would fault 2,000 times. Not from malloc, which the kiosk makes fill what it gives: all would be touched before the
// kernel knows that it may be huge. Given back at once, and then nobody can read it any more.
#pragma once

#include <cstddef>
#include <cstdint>

namespace minbar::ui::sdl {

class FrameMemory {
 public:
  FrameMemory() = default;
  FrameMemory(FrameMemory&& other) noexcept;
  FrameMemory& operator=(FrameMemory&& other) noexcept;
  ~FrameMemory() { give_back(); }

  // For so many pixels, instead of what was there. False, and empty, when there is no memory.
  [[nodiscard]] bool take(int width, int height);
  void give_back();
  // Null when it is empty.
  [[nodiscard]] std::uint32_t* pixels() const { return pixels_; }

 private:
  void* mapped_ = nullptr;
  std::size_t bytes_ = 0;
  std::uint32_t* pixels_ = nullptr;  // within what is mapped, where a huge page begins
};

}  // namespace minbar::ui::sdl
