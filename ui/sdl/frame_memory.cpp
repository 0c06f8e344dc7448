#include "ui/sdl/frame_memory.h"

#include <sys/mman.h>

#include <memory>
#include <utility>

#include "sync/base/ensure.h"

namespace minbar::ui::sdl {

namespace {

constexpr std::size_t huge_page = std::size_t{2} << 20U;

}  // namespace

FrameMemory::FrameMemory(FrameMemory&& other) noexcept { *this = std::move(other); }

FrameMemory& FrameMemory::operator=(FrameMemory&& other) noexcept {
  std::swap(mapped_, other.mapped_);
  std::swap(bytes_, other.bytes_);
  std::swap(pixels_, other.pixels_);
  return *this;
}

bool FrameMemory::take(int width, int height) {
  give_back();
  const std::size_t wanted = static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * sizeof(*pixels_);
  const std::size_t rounded = (wanted + huge_page - 1) / huge_page * huge_page;
  std::size_t room = rounded + huge_page;  // what alignment leaves over is never touched
  void* begin = ::mmap(nullptr, room, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (begin == MAP_FAILED) return false;
  mapped_ = begin;
  bytes_ = room;
  void* const aligned = std::align(huge_page, rounded, begin, room);
  ENSURE(aligned != nullptr, "what was mapped has room for the frame wherever it begins");
  ::madvise(aligned, rounded, MADV_HUGEPAGE);
  pixels_ = static_cast<std::uint32_t*>(aligned);
  return true;
}

void FrameMemory::give_back() {
  if (mapped_ != nullptr) ::munmap(std::exchange(mapped_, nullptr), std::exchange(bytes_, 0));
  pixels_ = nullptr;
}

}  // namespace minbar::ui::sdl
