#include "sync/domain/words/says_something.h"

#include <unicode/uchar.h>

#include "sync/base/utf8.h"

namespace minbar {

bool says_something(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto c = static_cast<UChar32>(next_code_point(text, at));
    if (u_isUWhiteSpace(c) || u_iscntrl(c) || u_charType(c) == U_FORMAT_CHAR) continue;
    return true;
  }
  return false;
}

}  // namespace minbar
