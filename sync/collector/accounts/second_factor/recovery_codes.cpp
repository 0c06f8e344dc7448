#include "sync/collector/accounts/second_factor/recovery_codes.h"

#include <algorithm>
#include <array>

#include "sync/base/base32.h"
#include "sync/base/bytes.h"

namespace minbar::collector {

namespace {

constexpr std::size_t code_letters = 10;  // of five bits

std::string mint(Random& random) {
  std::string out;
  for (const auto byte : random.array<code_letters>()) {
    if (out.size() == code_letters / 2) out.push_back('-');
    out.push_back(base32_character(byte & 31));
  }
  return out;
}

}  // namespace

std::vector<std::string> mint_recovery_codes(Random& random) {
  std::vector<std::string> codes;
  while (codes.size() < recovery_codes) codes.push_back(mint(random));
  return codes;
}

std::optional<seal::Mac> recovery_mac(const seal::MacKey& key, std::int64_t account, std::string_view code) {
  const auto values = base32_values(code);
  if (!values || values->size() != code_letters) return std::nullopt;
  std::array<std::uint8_t, 8 + code_letters> what{};
  for (unsigned i = 0; i < 8; ++i) what[i] = static_cast<std::uint8_t>(static_cast<std::uint64_t>(account) >> (8 * i));
  std::copy(values->begin(), values->end(), what.begin() + 8);
  return seal::mac_of(key, "minbar-recovery-code-v1", what);
}

}  // namespace minbar::collector
