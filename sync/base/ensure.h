// ENSURE: a broken invariant ends the process at once, in every build; the supervisor starts it again. Never for input.
#pragma once

#include <string_view>

namespace minbar::detail {
[[noreturn]] void ensure_failed(std::string_view condition, std::string_view why, std::string_view file, int line);
}

#define ENSURE(condition, why)                                                              \
  do {                                                                                      \
    if (!(condition)) ::minbar::detail::ensure_failed(#condition, why, __FILE__, __LINE__); \
  } while (false)
