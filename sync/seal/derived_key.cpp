#include "sync/seal/derived_key.h"

#include <algorithm>

namespace minbar::seal {

Locked<MacKey> derived_key(const OpeningKey& opening, std::string_view context) {
  Locked<MacKey> key;
  std::copy(opening.secret().begin(), opening.secret().end(), (*key).bytes.begin());
  auto derived = mac_of(*key, context, {});
  (*key).bytes = derived.bytes;
  wipe(derived.bytes);
  return key;
}

Locked<MacKey> browser_key_of(const OpeningKey& opening) { return derived_key(opening, "minbar-browser-key-v1"); }

}  // namespace minbar::seal
