// Any bytes as a citizen's text at any width: lines that tile the text, never a crash.
#include <cmath>
#include <cstdlib>

#include "sync/base/bytes.h"
#include "ui/text/fonts.h"
#include "ui/text/typesetter.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace minbar;
  static const auto fonts = *ui::text::FontSet::load(MINBAR_FONT_FOLDER);
  static auto typesetter = *ui::text::Typesetter::open(fonts);
  if (size < 2) return 0;
  const auto text = text_of({data + 2, size - 2});
  ui::TextStyle style;
  style.size_px = static_cast<float>(8 + data[0] % 60);
  style.language = "ar";
  const auto paragraph = typesetter.layout(text, style, static_cast<float>(data[1]) * 4);
  std::size_t at = 0;
  for (const auto& line : paragraph->lines) {
    if (line.start_byte != at) std::abort();
    at = line.end_byte;
  }
  if (at != paragraph->text.size()) std::abort();
  return 0;
}
