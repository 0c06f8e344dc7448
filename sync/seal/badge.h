// The code on a staff badge: of the same form as a receipt's, minted by the collector, known to kiosks only by its
// check. It proves no more than that somebody holds the badge: fifty bits are enough against fingers, and what it opens
// is a mark in a record.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "sync/domain/badges.h"
#include "sync/domain/receipt_code.h"

namespace minbar::seal {

// BLAKE2b-256 of "minbar-badge-v1:" and the ten characters, as hexadecimal digits.
[[nodiscard]] std::string badge_check(const ReceiptCode& code);
[[nodiscard]] std::optional<BadgeId> bearer_of(const ReceiptCode& code, std::span<const Badge> badges);

}  // namespace minbar::seal
