#include "sync/seal/secret.h"

#include <sodium.h>

namespace minbar::seal {

void wipe(std::span<std::uint8_t> bytes) { sodium_memzero(bytes.data(), bytes.size()); }

}  // namespace minbar::seal
