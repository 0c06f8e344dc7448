#include "sync/base/random.h"

#include <sys/random.h>

#include <algorithm>
#include <cerrno>

#include "sync/base/ensure.h"

namespace minbar {

void SystemRandom::fill(std::span<std::uint8_t> out) {
  while (!out.empty()) {
    const auto got = getrandom(out.data(), std::min<std::size_t>(out.size(), 256), 0);
    ENSURE(got > 0 || errno == EINTR, "the kernel gives randomness");
    if (got > 0) out = out.subspan(static_cast<std::size_t>(got));
  }
}

}  // namespace minbar
