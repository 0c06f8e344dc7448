// Inside sync/seal: what stands between a short code and whoever tries them all. The one place with its costs.
#pragma once

#include <span>
#include <string_view>

#include "sync/base/bytes.h"
#include "sync/base/result.h"
#include "sync/domain/records/receipt_code.h"

namespace minbar::seal::detail {

// Argon2id (RFC 9106), 2 passes, 19 MiB, of canonical(code); the salt is BLAKE2b-256(context 0 scope)[0..16). Takes
// tens of milliseconds on purpose. Error: busy (no memory just now).
[[nodiscard]] Result<void> stretch(const ReceiptCode& code, std::string_view context, ByteView scope,
                                   std::span<std::uint8_t> out);

}  // namespace minbar::seal::detail
