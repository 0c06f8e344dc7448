#include "sync/base/base32.h"

#include "sync/base/ensure.h"

namespace minbar {

namespace {
constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
}

char base32_character(std::uint8_t value) {
  ENSURE(value < alphabet.size(), "a base 32 value is below 32");
  return alphabet[value];
}

std::optional<std::vector<std::uint8_t>> base32_values(std::string_view text) {
  std::vector<std::uint8_t> out;
  for (char c : text) {
    if (c == '-' || c == ' ') continue;
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (c == 'I' || c == 'L') c = '1';
    if (c == 'O') c = '0';
    const auto at = alphabet.find(c);
    if (at == std::string_view::npos) return std::nullopt;
    out.push_back(static_cast<std::uint8_t>(at));
  }
  return out;
}

}  // namespace minbar
