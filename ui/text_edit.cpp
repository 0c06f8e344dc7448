#include "ui/text_edit.h"

#include <algorithm>

#include "sync/base/utf8.h"

namespace minbar::ui {

bool may_be_typed(char32_t c) {
  if (c < 0x20 || (c >= 0x7F && c < 0xA0)) return false;
  if (c == 0x061C || c == 0x200E || c == 0x200F) return false;                     // ALM, LRM, RLM
  if ((c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x206F)) return false;  // embeddings, isolates, deprecated
  if (c == 0xFEFF || c == 0xFFFD || (c >= 0xFFF0 && c <= 0xFFFB)) return false;
  if ((c >= 0xE000 && c <= 0xF8FF) || c >= 0xE0000) return false;  // private use, tags
  return (c & 0xFFFE) != 0xFFFE && !(c >= 0xFDD0 && c <= 0xFDEF);
}

TextEdit insert(TextEdit edit, std::string_view typed, const EditLimits& limits) {
  std::size_t count = count_code_points(edit.text);
  std::string taken;
  for (std::size_t at = 0; at < typed.size() && count < limits.code_points;) {
    const char32_t c = next_code_point(typed, at);
    if (!may_be_typed(c) && !(c == U'\n' && limits.line_breaks)) continue;
    append_utf8(taken, c);
    ++count;
  }
  edit.text.insert(edit.caret, taken);
  edit.caret += taken.size();
  return edit;
}

TextEdit erase_before(TextEdit edit, const GraphemeBreaks& breaks) {
  if (edit.caret == 0) return edit;
  std::size_t start = 0;
  for (const auto boundary : breaks(edit.text))
    if (boundary < edit.caret) start = boundary;
  edit.text.erase(start, edit.caret - start);
  edit.caret = start;
  return edit;
}

TextEdit place_caret(TextEdit edit, std::size_t byte, const GraphemeBreaks& breaks) {
  std::size_t at = 0;
  for (const auto boundary : breaks(edit.text))
    if (boundary <= byte) at = boundary;
  edit.caret = std::min(at, edit.text.size());
  return edit;
}

}  // namespace minbar::ui
