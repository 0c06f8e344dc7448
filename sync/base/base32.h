// Crockford's base 32 (https://www.crockford.com/base32.html): codes that people read aloud and copy by hand. I, L, O
// and U are never written; when read, I and L mean 1, O means 0, case and hyphens do not matter.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace minbar {

// The character for a value below 32.
[[nodiscard]] char base32_character(std::uint8_t value);
// The five-bit values of a text, hyphens and spaces left out; nothing when a character is not of the alphabet.
[[nodiscard]] std::optional<std::vector<std::uint8_t>> base32_values(std::string_view text);

}  // namespace minbar
