#include "sync/seal/hashing.h"

#include <sodium.h>

#include "sync/seal/init.h"

namespace minbar::seal {

struct Hashing::State {
  crypto_generichash_state hash;
};

Hashing::Hashing() : state_(std::make_unique<State>()) {
  init();
  crypto_generichash_init(&state_->hash, nullptr, 0, Hash{}.bytes.size());
}
Hashing::Hashing(Hashing&&) noexcept = default;
Hashing& Hashing::operator=(Hashing&&) noexcept = default;
Hashing::~Hashing() = default;

void Hashing::add(ByteView bytes) { crypto_generichash_update(&state_->hash, bytes.data(), bytes.size()); }

Hash Hashing::finish() {
  Hash out;
  crypto_generichash_final(&state_->hash, out.bytes.data(), out.bytes.size());
  return out;
}

}  // namespace minbar::seal
