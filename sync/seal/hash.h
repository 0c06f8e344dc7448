// BLAKE2b-256 (RFC 7693), the one hash that is used, plus its keyed form and comparison without a telling time. Never
// for passwords, receipt codes or national ids: those have few possible values and need a slow or a keyed function.
#pragma once

#include "sync/base/bytes.h"
#include "sync/base/random.h"
#include "sync/domain/ids.h"

namespace minbar::seal {

using Hash = Id<struct HashTag, 32>;
using MacKey = Id<struct MacKeyTag, 32>;
using Mac = Id<struct MacTag, 32>;

[[nodiscard]] Hash hash_of(ByteView bytes);
[[nodiscard]] MacKey make_mac_key(Random& random);
// Keyed BLAKE2b-256 of context, one zero byte, bytes. The context says what the MAC is for and is never run-time text.
[[nodiscard]] Mac mac_of(const MacKey& key, std::string_view context, ByteView bytes);
// In time that depends on the lengths only. Different lengths are unequal.
[[nodiscard]] bool equal_constant_time(ByteView a, ByteView b);

}  // namespace minbar::seal
