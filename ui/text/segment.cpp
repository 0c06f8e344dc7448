#include "ui/text/segment.h"

#include <unicode/ubrk.h>
#include <unicode/utext.h>

#include <algorithm>

#include "sync/base/ensure.h"

namespace minbar::ui::text {

namespace {

// Points an iterator at a text for as long as this lives.
class Scan {
 public:
  Scan(UBreakIterator* iterator, std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    utext_openUTF8(&text_, text.data(), static_cast<std::int64_t>(text.size()), &status);
    ubrk_setUText(iterator, &text_, &status);
    ENSURE(U_SUCCESS(status), "ICU iterates over valid UTF-8");
  }
  Scan(const Scan&) = delete;
  Scan& operator=(const Scan&) = delete;
  ~Scan() { utext_close(&text_); }

 private:
  UText text_ = UTEXT_INITIALIZER;
};

bool opens(char32_t c) { return c == U'«' || c == U'‹'; }
bool closes(char32_t c) { return c == U'»' || c == U'›'; }
bool is_percent(char32_t c) { return c == U'%' || c == U'٪' || c == U'‰'; }
bool is_digit(char32_t c) { return (c >= U'0' && c <= U'9') || (c >= U'٠' && c <= U'٩'); }

// `at` is a soft opportunity after ordinary spaces where French typography has a no-break space: « quoted » and 20 %.
bool is_reluctant(std::u32string_view points, Index at) {
  if (at == 0 || at >= points.size() || points[at - 1] != U' ') return false;
  const auto before = points.find_last_not_of(U' ', at - 1);
  if (before == std::u32string_view::npos) return false;
  return closes(points[at]) || opens(points[before]) || (is_percent(points[at]) && is_digit(points[before]));
}

}  // namespace

void Segmenter::Close::operator()(UBreakIterator* iterator) const { ubrk_close(iterator); }

Segmenter::Segmenter(Iterator graphemes, Iterator lines) : graphemes_(std::move(graphemes)), lines_(std::move(lines)) {}

Result<Segmenter> Segmenter::open() {
  UErrorCode status = U_ZERO_ERROR;
  Iterator graphemes(ubrk_open(UBRK_CHARACTER, "", nullptr, 0, &status));
  Iterator lines(ubrk_open(UBRK_LINE, "", nullptr, 0, &status));
  if (U_FAILURE(status))
    return fail(Errc::internal, "ICU has no break rules; install the Debian package libicu72 again");
  return Segmenter(std::move(graphemes), std::move(lines));
}

std::vector<std::size_t> Segmenter::grapheme_boundaries(std::string_view text) const {
  std::vector<std::size_t> out{0};
  if (text.empty()) return out;
  const Scan scan(graphemes_.get(), text);
  for (auto at = ubrk_next(graphemes_.get()); at != UBRK_DONE; at = ubrk_next(graphemes_.get())) {
    out.push_back(static_cast<std::size_t>(at));
  }
  return out;
}

std::vector<std::uint8_t> Segmenter::grapheme_starts(const Characters& characters) const {
  std::vector<std::uint8_t> out(characters.points.size() + 1, 0);
  Index index = 0;
  for (const std::size_t byte : grapheme_boundaries(characters.text)) {
    while (characters.bytes[index] < byte) ++index;
    out[index] = 1;
  }
  return out;
}

std::vector<LineBreak> Segmenter::line_breaks(const Characters& characters) const {
  std::vector<LineBreak> out;
  if (characters.points.empty()) return {LineBreak{}};
  const Scan scan(lines_.get(), characters.text);
  Index index = 0;
  for (auto at = ubrk_next(lines_.get()); at != UBRK_DONE; at = ubrk_next(lines_.get())) {
    while (characters.bytes[index] < static_cast<Index>(at)) ++index;
    const auto rule = ubrk_getRuleStatus(lines_.get());
    const bool hard = rule >= UBRK_LINE_HARD && rule < UBRK_LINE_HARD_LIMIT;
    out.push_back({index, hard, !hard && is_reluctant(characters.points, index)});
  }
  // ICU calls the end of the text a hard break; only a newline character makes it one for us.
  const char32_t last = characters.points.back();
  const bool newline = (last >= U'\n' && last <= U'\r') || last == U'\u0085' || last == U'\u2028' || last == U'\u2029';
  out.back().hard = newline;
  return out;
}

}  // namespace minbar::ui::text
