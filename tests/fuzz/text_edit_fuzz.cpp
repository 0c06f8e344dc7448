// Any keys in any order on a text field, with the kiosk's own segmentation: the caret and the selection stand between
// grapheme clusters, the text is UTF-8 within its limit and holds nothing that may not be typed, and undo leads back to
// every text there was before a step. Each byte is a key; the first chooses between an empty field and a full one, so
// that a key whose time grows faster than the text shows as a timeout.
#include <algorithm>
#include <cstdlib>
#include <string>
#include <vector>

#include "sync/base/limits.h"
#include "sync/base/utf8.h"
#include "ui/text/segment.h"
#include "ui/text/word_breaks.h"
#include "ui/text_edit.h"

namespace minbar::fuzz {
namespace {

void must(bool holds) {
  if (!holds) std::abort();
}

class Field {
 public:
  explicit Field(bool full) {
    if (!full) return;
    std::u32string page;
    while (page.size() < limits::proposal_code_points - 8) page += U"\u0645\u064E\u0627 a\u0301\U0001F1F2\U0001F1E6 ";
    type(to_utf8(page));
  }

  void press(std::uint8_t key, std::uint8_t with) {
    const ui::TextEdit before = edit_;
    const auto place = somewhere(with);
    const auto steps = edit_.history.size();
    switch (key % 8) {
      case 0:
        edit_ = ui::erase_before(std::move(edit_), breaks_);
        break;
      case 1:
        edit_ = ui::place_caret(std::move(edit_), place, breaks_);
        break;
      case 2:
        edit_ = ui::select_word(std::move(edit_), place, words_, breaks_);
        break;
      case 3:
        edit_ = ui::undo(std::move(edit_));
        if (!before_steps_.empty()) {
          must(edit_.text == before_steps_.back().text && edit_.caret == before_steps_.back().caret);
          before_steps_.pop_back();
        }
        return judge();
      default:
        type(piece(key, with));
    }
    if (edit_.history.size() == limits::undo_steps) counts_ = false;  // from here on the oldest go, one for one
    if (!counts_) before_steps_.clear();
    // A key that joined the latest step left the count as it was.
    if (counts_ && edit_.history.size() > steps) before_steps_.push_back(before);
    judge();
  }

  // What costs a look at every letter, once.
  void judge_letters() const {
    must(is_valid_utf8(edit_.text) && count_code_points(edit_.text) <= limits::proposal_code_points);
    for (const auto c : to_utf32(edit_.text)) must(c == U'\n' || ui::may_be_typed(c));
  }

 private:
  // Code points that join, mirror, vary, or may not be typed, among ordinary ones.
  static std::string piece(std::uint8_t key, std::uint8_t with) {
    static const std::u32string points =
        U"\u0627\u0644\u0645\u0647\u064E\u0651\u0670\u0640 a\u00E9\u0301e1\n\u2D63\u2D6F\u200C\u200D\uFE0F\u20E3"
        U"\U0001F1F2\U0001F1E6\U0001F44D\U0001F3FD\U0001F468\u2764\u202E\u2066\u2028\uFEFF\uE000\u1100\u1161\u0E33"
        U"\u0903\r";
    std::string out;
    for (int i = 0; i < 1 + key / 64; ++i)
      append_utf8(out, points[(with + static_cast<std::size_t>(i) * key) % points.size()]);
    return out;
  }

  void type(std::string_view letters) {
    edit_ = ui::insert(std::move(edit_), letters, {.code_points = limits::proposal_code_points, .line_breaks = true},
                       breaks_);
  }

  [[nodiscard]] std::size_t somewhere(std::uint8_t part) const { return edit_.text.size() * part / 250; }

  void judge() const {
    const auto boundaries = breaks_(edit_.text);
    must(std::binary_search(boundaries.begin(), boundaries.end(), edit_.caret));
    must(!edit_.anchor || std::binary_search(boundaries.begin(), boundaries.end(), *edit_.anchor));
    must(edit_.history.size() <= limits::undo_steps);
  }

  static const ui::text::Segmenter& segmenter() {
    static const auto opened = ui::text::Segmenter::open();
    return *opened;
  }

  ui::GraphemeBreaks breaks_ = [](std::string_view text) { return segmenter().grapheme_boundaries(text); };
  ui::WordRanges words_ = [](std::string_view text) {
    static const auto opened = ui::text::WordBreaker::open();
    return opened->words(text);
  };
  ui::TextEdit edit_;
  std::vector<ui::TextEdit> before_steps_;  // one for each step of the history but that of a full field
  bool counts_ = true;
};

}  // namespace
}  // namespace minbar::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 1) return 0;
  minbar::fuzz::Field field(data[0] % 64 == 0);
  for (std::size_t at = 1; at + 1 < size; at += 2) field.press(data[at], data[at + 1]);
  field.judge_letters();
  return 0;
}
