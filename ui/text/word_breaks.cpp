#include "ui/text/word_breaks.h"

#include <unicode/ubrk.h>
#include <unicode/utext.h>

#include "sync/base/ensure.h"

namespace minbar::ui::text {

void WordBreaker::Close::operator()(UBreakIterator* iterator) const { ubrk_close(iterator); }

Result<WordBreaker> WordBreaker::open() {
  UErrorCode status = U_ZERO_ERROR;
  Iterator iterator(ubrk_open(UBRK_WORD, "", nullptr, 0, &status));
  if (U_FAILURE(status))
    return fail(Errc::internal, "ICU has no word rules; install the Debian package libicu72 again");
  return WordBreaker(std::move(iterator));
}

std::vector<TextRange> WordBreaker::words(std::string_view text) const {
  std::vector<TextRange> out;
  UErrorCode status = U_ZERO_ERROR;
  UText utf8 = UTEXT_INITIALIZER;
  utext_openUTF8(&utf8, text.data(), static_cast<std::int64_t>(text.size()), &status);
  ubrk_setUText(iterator_.get(), &utf8, &status);
  ENSURE(U_SUCCESS(status), "ICU iterates over valid UTF-8");
  std::size_t start = 0;
  for (auto at = ubrk_next(iterator_.get()); at != UBRK_DONE; at = ubrk_next(iterator_.get())) {
    const auto end = static_cast<std::size_t>(at);
    if (ubrk_getRuleStatus(iterator_.get()) >= UBRK_WORD_NONE_LIMIT) out.push_back({start, end});
    start = end;
  }
  // The iterator outlives this text, which may be a citizen's: it keeps neither a pointer to it nor a piece of it.
  ubrk_setText(iterator_.get(), u"", 0, &status);
  utext_close(&utf8);
  return out;
}

}  // namespace minbar::ui::text
