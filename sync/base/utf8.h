// UTF-8 in and out, without a locale. Invalid bytes are never trusted and never crash: each maximal invalid part
// becomes one U+FFFD, as the Unicode Standard recommends (chapter 3, "U+FFFD Substitution of Maximal Subparts").
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace minbar {

[[nodiscard]] bool is_valid_utf8(std::string_view text);
[[nodiscard]] std::u32string to_utf32(std::string_view text);
[[nodiscard]] std::string to_utf8(std::u32string_view text);
void append_utf8(std::string& out, char32_t code_point);
// The text itself when valid, else a copy with invalid parts replaced.
[[nodiscard]] std::string sanitized_utf8(std::string_view text);
// Decodes one code point at `at` (< text.size()) and moves `at` past it; U+FFFD for an invalid part.
char32_t next_code_point(std::string_view text, std::size_t& at);
[[nodiscard]] std::size_t count_code_points(std::string_view text);

}  // namespace minbar
