#include "sync/seal/hash.h"

#include <sodium.h>

#include "sync/seal/init.h"

namespace minbar::seal {

Hash hash_of(ByteView bytes) {
  init();
  Hash out;
  crypto_generichash(out.bytes.data(), out.bytes.size(), bytes.data(), bytes.size(), nullptr, 0);
  return out;
}

MacKey make_mac_key(Random& random) { return {random.array<32>()}; }

Mac mac_of(const MacKey& key, std::string_view context, ByteView bytes) {
  init();
  constexpr std::uint8_t end = 0;
  Mac out;
  crypto_generichash_state state;
  crypto_generichash_init(&state, key.bytes.data(), key.bytes.size(), out.bytes.size());
  crypto_generichash_update(&state, bytes_of(context).data(), context.size());
  crypto_generichash_update(&state, &end, 1);
  crypto_generichash_update(&state, bytes.data(), bytes.size());
  crypto_generichash_final(&state, out.bytes.data(), out.bytes.size());
  sodium_memzero(&state, sizeof state);
  return out;
}

bool equal_constant_time(ByteView a, ByteView b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace minbar::seal
