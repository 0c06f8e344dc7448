// Numbers as people of a place write them, with digits 0-9. Used by every page that counts.
#pragma once

#include <cstdint>
#include <string>

#include "sync/collector/desk/words.h"

namespace minbar::collector {

// 12345 → "12 345" with a narrow no-break space, in English "12,345".
[[nodiscard]] std::string count_text(std::int64_t count, const Words& words);
// 3.94 → "3,9", in English "3.9".
[[nodiscard]] std::string decimal_text(double number, const Words& words);
// 7 of 12 → "58 %", in English "58%".
[[nodiscard]] std::string share_text(std::int64_t part, std::int64_t whole, const Words& words);
// From 0 to 1; of nothing 0.
[[nodiscard]] double share_of(std::int64_t part, std::int64_t whole);

}  // namespace minbar::collector
