// Which words a text has, for a double tap: UAX 29 by ICU's word iterator and its root rules. Used by the typesetter,
// which gives it to ui as TextLayout::words.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "sync/base/result.h"
#include "ui/paragraph.h"

struct UBreakIterator;

namespace minbar::ui::text {

class WordBreaker {
 public:
  // Error: internal, when ICU's data are not installed.
  [[nodiscard]] static Result<WordBreaker> open();

  // The words of valid UTF-8, ascending: stretches between word boundaries that hold a letter or a digit.
  [[nodiscard]] std::vector<TextRange> words(std::string_view text) const;

 private:
  struct Close {
    void operator()(UBreakIterator* iterator) const;
  };
  using Iterator = std::unique_ptr<UBreakIterator, Close>;
  explicit WordBreaker(Iterator iterator) : iterator_(std::move(iterator)) {}
  Iterator iterator_;
};

}  // namespace minbar::ui::text
