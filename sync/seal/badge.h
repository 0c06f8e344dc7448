// The code on a staff badge: of the same form as a receipt's, minted by the collector, known to kiosks only by its
// check. It proves no more than that somebody holds the badge, and what it opens is a mark in a record; but the check
// lies in a pack that anybody may read, so a salted slow function stands before its fifty bits.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "sync/base/random.h"
#include "sync/base/result.h"
#include "sync/domain/records/receipt_code.h"
#include "sync/domain/staff/badges.h"

namespace minbar::seal {

// For all badges of one file, so that a code that is entered costs one evaluation however many there are.
[[nodiscard]] BadgeSalt make_badge_salt(Random& random);

// Argon2id as for receipt codes (receipt_keys.h), 32 bytes as hexadecimal digits; its salt is BLAKE2b-256
// ("minbar-badge-v2" 0 salt)[0..16). Never on a thread that answers others. Error: busy (no memory just now).
[[nodiscard]] Result<std::string> badge_check(const ReceiptCode& code, const BadgeSalt& salt);
// Of files without a salt, as version 1 made them: BLAKE2b-256 of "minbar-badge-v1:" and the ten characters.
[[nodiscard]] std::string badge_check_v1(const ReceiptCode& code);

// Whose of these the code is; as slow as badge_check, and its time says nothing of which. Error: busy.
[[nodiscard]] Result<std::optional<BadgeId>> bearer_of(const ReceiptCode& code, std::span<const Badge> badges);

}  // namespace minbar::seal
