#include "sync/domain/records/national_id.h"

#include <algorithm>

#include "sync/base/utf8.h"

namespace minbar {

namespace {

constexpr std::size_t most_letters = 2;
constexpr std::size_t most_digits = 7;

// A capital letter or a digit; 0: between them; nothing: neither.
std::optional<char> plain(char32_t c) {
  if (c >= U'A' && c <= U'Z') return static_cast<char>(c);
  if (c >= U'a' && c <= U'z') return static_cast<char>(c - U'a' + U'A');
  if (c >= U'0' && c <= U'9') return static_cast<char>(c);
  if (c >= 0x0660 && c <= 0x0669) return static_cast<char>(c - 0x0660 + U'0');  // Arabic-Indic
  if (c >= 0x06F0 && c <= 0x06F9) return static_cast<char>(c - 0x06F0 + U'0');  // Persian
  if (c == U' ' || c == U'-' || c == U'.' || c == 0x00A0 || c == 0x202F) return '\0';
  return std::nullopt;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

bool is_national_id(std::string_view text) {
  const auto letters = static_cast<std::size_t>(
      std::find_if_not(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; }) - text.begin());
  const auto digits = text.substr(letters);
  return letters >= 1 && letters <= most_letters && !digits.empty() && digits.size() <= most_digits &&
         std::all_of(digits.begin(), digits.end(), is_digit) &&
         std::any_of(digits.begin(), digits.end(), [](char c) { return c != '0'; });
}

std::optional<std::string> normalized_national_id(std::string_view typed) {
  std::string out;
  if (!is_valid_utf8(typed)) return std::nullopt;
  for (const auto c : to_utf32(typed)) {
    const auto kept = plain(c);
    if (!kept) return std::nullopt;
    if (*kept != '\0') out.push_back(*kept);
  }
  if (!is_national_id(out)) return std::nullopt;
  return out;
}

}  // namespace minbar
