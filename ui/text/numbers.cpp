#include "ui/text/numbers.h"

#include <algorithm>

#include "sync/base/whole_numbers.h"

namespace minbar::ui::text {

void keep_numbers_whole(std::u32string_view points, Bidi& bidi) {
  auto& levels = bidi.levels;
  if (std::none_of(levels.begin(), levels.end(), [](std::uint8_t level) { return (level & 1U) != 0; })) return;
  std::size_t at = 0;
  for (auto piece = next_number_piece(points, at); piece.start < piece.end; piece = next_number_piece(points, at)) {
    const auto from = levels.begin() + static_cast<std::ptrdiff_t>(piece.start);
    const auto to = levels.begin() + static_cast<std::ptrdiff_t>(piece.end);
    const std::uint8_t lowest = *std::min_element(from, to);
    const bool parted = std::any_of(from, to, [&](std::uint8_t level) { return level != lowest; });
    if (parted) std::fill(from, to, static_cast<std::uint8_t>(lowest + (lowest & 1U)));
  }
}

}  // namespace minbar::ui::text
