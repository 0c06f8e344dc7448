#include "sync/seal/derived_key.h"

#include <sodium.h>

#include <algorithm>

namespace minbar::seal {

namespace {

// Apart, so that what it leaves on the stack, and the library's functions leave, lies below the frame that wipes it.
[[gnu::noinline]] void derive(MacKey& key, const OpeningKey& opening, std::string_view context) {
  std::copy(opening.secret().begin(), opening.secret().end(), key.bytes.begin());
  key.bytes = mac_of(key, context, {}).bytes;
}

constexpr std::size_t stack_bytes = 8 * 1024;  // several times what those frames take, a sanitizer's too

}  // namespace

Locked<MacKey> derived_key(const OpeningKey& opening, std::string_view context) {
  Locked<MacKey> key;
  derive(*key, opening, context);
  sodium_stackzero(stack_bytes);
  return key;
}

Locked<MacKey> signer_key_of(const OpeningKey& opening) { return derived_key(opening, "minbar-signer-key-v1"); }

Locked<MacKey> browser_key_of(const OpeningKey& opening) { return derived_key(opening, "minbar-browser-key-v1"); }

Locked<MacKey> second_factor_key_of(const OpeningKey& opening) {
  return derived_key(opening, "minbar-second-factor-key-v1");
}

}  // namespace minbar::seal
