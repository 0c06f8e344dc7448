#include "kiosk/forgetting.h"

#include <malloc.h>
#include <sys/resource.h>

#include <array>
#include <cstddef>

namespace minbar::kiosk {

void scribble_freed_memory() {
  constexpr int not_zero = 0x5A;  // 0 would turn it off
  ::mallopt(M_PERTURB, not_zero);
  const rlimit none{0, 0};
  ::setrlimit(RLIMIT_CORE, &none);
}

// As deep as the deepest call that sees a citizen's text, layout and JSON among them, with room.
[[gnu::noinline]] void scrub_stack() {
  constexpr std::size_t bytes = std::size_t{256} * 1024;
  std::array<volatile unsigned char, bytes> below;  // NOLINT(cppcoreguidelines-pro-type-member-init): written next
  for (auto& byte : below) byte = 0;
}

}  // namespace minbar::kiosk
