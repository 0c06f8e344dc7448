// The receipt code a citizen takes home: ten Crockford base 32 characters of fresh randomness (50 bits) and one check
// character of the same alphabet, so that every keyboard has it (Crockford's own check would need * ~ $ =). The check
// is H. M. Damm's (2004) over GF(32) with the quasigroup 2x + y, which is totally anti-symmetric: it notices every
// wrong character and every swap of neighbours. Shown as ABCDE-FGHJK-M. Minted with the draft; stored nowhere: what is
// stored comes out of a slow function of it (sync/seal/receipt_keys.h).
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "sync/base/random.h"
#include "sync/base/result.h"

namespace minbar {

struct ReceiptCode {
  std::array<std::uint8_t, 10> values{};  // each below 32, most significant first
  bool operator==(const ReceiptCode&) const = default;
};

[[nodiscard]] ReceiptCode mint_receipt_code(Random& random);
[[nodiscard]] char check_character(const ReceiptCode& code);
// "ABCDE-FGHJK-M", as printed and shown.
[[nodiscard]] std::string format_receipt_code(const ReceiptCode& code);
// The ten characters without hyphens or check: the exact input of the slow function.
[[nodiscard]] std::string canonical(const ReceiptCode& code);
// Reads what people type: any case, hyphens or spaces anywhere, I L O folded. Error bad_input: "mistyped" when the
// length or the check character is wrong.
[[nodiscard]] Result<ReceiptCode> parse_receipt_code(std::string_view text);

}  // namespace minbar
