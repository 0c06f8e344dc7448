#include "sync/seal/badge.h"

#include "sync/base/hex.h"
#include "sync/seal/hash.h"
#include "sync/seal/secret.h"
#include "sync/seal/slow_function.h"

namespace minbar::seal {

BadgeSalt make_badge_salt(Random& random) { return {random.array<16>()}; }

Result<std::string> badge_check(const ReceiptCode& code, const BadgeSalt& salt) {
  Secret<32> out;
  TRY(detail::stretch(code, "minbar-badge-v2", salt.view(), out.span()));
  return to_hex(out.view());
}

std::string badge_check_v1(const ReceiptCode& code) {
  return to_hex(hash_of(bytes_of("minbar-badge-v1:" + canonical(code))).view());
}

Result<std::optional<BadgeId>> bearer_of(const ReceiptCode& code, std::span<const Badge> badges) {
  const Badge* bearer = nullptr;
  const Badge* checked = nullptr;  // whose salt `check` was made with
  std::string check;
  for (const auto& badge : badges) {
    if (checked == nullptr || checked->salt != badge.salt) {
      check = badge.salt ? TRY(badge_check(code, *badge.salt)) : badge_check_v1(code);
      checked = &badge;
    }
    if (equal_constant_time(bytes_of(check), bytes_of(badge.check))) bearer = &badge;
  }
  if (bearer == nullptr) return std::nullopt;
  return bearer->id;
}

}  // namespace minbar::seal
