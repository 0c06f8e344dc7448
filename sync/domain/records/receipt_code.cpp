#include "sync/domain/records/receipt_code.h"

#include <algorithm>

#include "sync/base/base32.h"

namespace minbar {

namespace {
// Times 2 in GF(32) modulo x^5 + x^2 + 1.
std::uint8_t doubled(std::uint8_t value) {
  const unsigned twice = static_cast<unsigned>(value) << 1U;
  return static_cast<std::uint8_t>((twice & 32U) != 0 ? twice ^ 0x25U : twice);
}
}  // namespace

ReceiptCode mint_receipt_code(Random& random) {
  ReceiptCode code;
  random.fill(code.values);
  for (auto& value : code.values) value &= 31;
  return code;
}

char check_character(const ReceiptCode& code) {
  std::uint8_t folded = 0;
  for (const auto value : code.values) folded = static_cast<std::uint8_t>(doubled(folded) ^ value);
  return base32_character(doubled(folded));
}

std::string canonical(const ReceiptCode& code) {
  std::string out;
  for (const auto value : code.values) out.push_back(base32_character(value));
  return out;
}

std::string format_receipt_code(const ReceiptCode& code) {
  std::string out = canonical(code);
  out.insert(5, 1, '-');
  return out + '-' + check_character(code);
}

Result<ReceiptCode> parse_receipt_code(std::string_view text) {
  const auto values = base32_values(text);
  ReceiptCode code;
  if (!values || values->size() != code.values.size() + 1)
    return fail(Errc::bad_input, "mistyped: a receipt code has ten letters or digits and a check character");
  std::copy_n(values->begin(), code.values.size(), code.values.begin());
  if (base32_character(values->back()) != check_character(code))
    return fail(Errc::bad_input, "mistyped: the check character does not fit");
  return code;
}

}  // namespace minbar
