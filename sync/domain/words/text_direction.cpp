#include "sync/domain/words/text_direction.h"

#include <unicode/uchar.h>

#include "sync/base/utf8.h"

namespace minbar {

std::optional<Direction> first_strong_direction(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto direction = u_charDirection(static_cast<UChar32>(next_code_point(text, at)));
    if (direction == U_LEFT_TO_RIGHT) return Direction::ltr;
    if (direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC) return Direction::rtl;
  }
  return std::nullopt;
}

}  // namespace minbar
