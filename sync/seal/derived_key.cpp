#include "sync/seal/derived_key.h"

#include <sodium.h>

#include <algorithm>

namespace minbar::seal {

MacKey derived_key(const OpeningKey& opening, std::string_view context) {
  MacKey secret;
  std::copy(opening.secret().begin(), opening.secret().end(), secret.bytes.begin());
  const auto derived = mac_of(secret, context, {});
  sodium_memzero(secret.bytes.data(), secret.bytes.size());
  return MacKey{derived.bytes};
}

MacKey browser_key_of(const OpeningKey& opening) { return derived_key(opening, "minbar-browser-key-v1"); }

}  // namespace minbar::seal
