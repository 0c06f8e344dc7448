#include "sync/seal/secret.h"

#include <sodium.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "sync/base/ensure.h"
#include "sync/seal/init.h"

namespace minbar::seal {

void wipe(std::span<std::uint8_t> bytes) { sodium_memzero(bytes.data(), bytes.size()); }

namespace detail {

void GiveBack::operator()(std::uint8_t* bytes) const { sodium_free(bytes); }

LockedBytes take_locked(std::size_t bytes) {
  init();
  LockedBytes taken(static_cast<std::uint8_t*>(sodium_malloc(bytes)));
  ENSURE(taken != nullptr, "there is memory for one key");
  // libsodium asked for this already, but in a sanitizer's build that call does nothing. A refusal was said at the
  // start.
  ::syscall(SYS_mlock, taken.get(), bytes);
  sodium_memzero(taken.get(), bytes);
  return taken;
}

}  // namespace detail

}  // namespace minbar::seal
