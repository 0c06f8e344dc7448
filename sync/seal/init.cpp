#include "sync/seal/init.h"

#include <sodium.h>

#include "sync/base/ensure.h"

namespace minbar::seal {

void init() { ENSURE(sodium_init() >= 0, "libsodium starts on this machine"); }

}  // namespace minbar::seal
