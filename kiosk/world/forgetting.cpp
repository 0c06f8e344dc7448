#include "kiosk/world/forgetting.h"

#include <malloc.h>

#include <array>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <new>

namespace minbar::kiosk {

void scribble_freed_memory() {
  constexpr int not_zero = 0x5A;  // 0 would turn it off
  ::mallopt(M_PERTURB, not_zero);
}

void return_freed_memory() { ::malloc_trim(0); }

// As deep as the deepest call that sees a citizen's text, layout and JSON among them, with room.
[[gnu::noinline]] void scrub_stack() {
  constexpr std::size_t bytes = std::size_t{256} * 1024;
  std::array<unsigned char, bytes> below;  // NOLINT(cppcoreguidelines-pro-type-member-init): written next
  ::explicit_bzero(below.data(), below.size());
  // The vector registers hold the last texts that were copied, and the dynamic linker lays them on the stack when a
  // function is called for the first time: copies of zeros, as long as texts are, take their place.
  for (std::size_t length = 8; length <= 4096; length *= 2) {
    std::memmove(below.data(), below.data() + bytes / 2, length);
    asm volatile("" : : "r"(below.data()) : "memory");
  }
}

}  // namespace minbar::kiosk

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
// glibc overwrites what it takes back, but not the small blocks that it keeps at hand for the next allocation: those
// are nearly every string. So whatever C++ gives back is overwritten here. A sanitizer has an allocator of its own.
namespace {

void* taken(std::size_t bytes) {
  if (void* block = std::malloc(bytes == 0 ? 1 : bytes)) return block;
  throw std::bad_alloc();
}

void given_back(void* block) noexcept {
  if (block == nullptr) return;
  ::explicit_bzero(block, ::malloc_usable_size(block));
  std::free(block);
}

}  // namespace

void* operator new(std::size_t bytes) { return taken(bytes); }
void* operator new[](std::size_t bytes) { return taken(bytes); }
void operator delete(void* block) noexcept { given_back(block); }
void operator delete[](void* block) noexcept { given_back(block); }
void operator delete(void* block, std::size_t) noexcept { given_back(block); }
void operator delete[](void* block, std::size_t) noexcept { given_back(block); }
#endif
