// Whole numbers out of text, with nothing before or behind them. Used wherever a field, a file or a script holds one.
#pragma once

#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>

namespace minbar {

// Digits only, without sign or space; nothing for anything else and for what std::int64_t cannot hold.
[[nodiscard]] inline std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || text.front() == '-') return std::nullopt;
  return number;
}

}  // namespace minbar
