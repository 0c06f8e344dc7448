#include "sync/seal/badge.h"

#include "sync/base/hex.h"
#include "sync/seal/hash.h"

namespace minbar::seal {

std::string badge_check(const ReceiptCode& code) {
  return to_hex(hash_of(bytes_of("minbar-badge-v1:" + canonical(code))).view());
}

std::optional<BadgeId> bearer_of(const ReceiptCode& code, std::span<const Badge> badges) {
  const auto check = badge_check(code);
  for (const auto& badge : badges)
    if (badge.check == check) return badge.id;
  return std::nullopt;
}

}  // namespace minbar::seal
