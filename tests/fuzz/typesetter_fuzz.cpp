// Any bytes as a citizen's text in any style at any width: lines that tile the text and carets that stand on them,
// never a crash. The first three bytes choose style and width.
#include <array>
#include <cstdlib>

#include "sync/base/bytes.h"
#include "ui/text/fonts.h"
#include "ui/text/typesetter.h"

namespace minbar::fuzz {
namespace {

void must(bool holds) {
  if (!holds) std::abort();
}

ui::TextStyle style_of(std::uint8_t size, std::uint8_t kind) {
  ui::TextStyle style;
  style.size_px = static_cast<float>(8 + size % 60);
  style.language = std::array{"ar", "zgh", "fr", "en"}[kind % 4];
  style.stack = static_cast<ui::FaceStack>(kind / 4 % 3);
  style.direction = static_cast<ui::BaseDirection>(kind / 12 % 3);
  style.align = static_cast<ui::TextAlign>(kind / 36 % 3);
  style.max_lines = kind / 108 % 3;
  return style;
}

}  // namespace
}  // namespace minbar::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace minbar;
  static const auto fonts = *ui::text::FontSet::load(MINBAR_FONT_FOLDER);
  static auto typesetter = *ui::text::Typesetter::open(fonts);
  if (size < 3) return 0;
  const auto text = text_of({data + 3, size - 3});
  const auto paragraph = typesetter.layout(text, fuzz::style_of(data[0], data[1]), static_cast<float>(data[2]) * 4);
  std::size_t at = 0;
  for (const auto& line : paragraph->lines) {
    fuzz::must(line.start_byte == at && line.end_byte >= at);
    at = line.end_byte;
  }
  fuzz::must(at == paragraph->text.size());
  const auto boundaries = typesetter.grapheme_boundaries(paragraph->text);
  fuzz::must(boundaries.front() == 0 && boundaries.back() == paragraph->text.size());
  for (std::size_t i = 0; i < boundaries.size(); i += 1 + boundaries.size() / 16) {  // some: each looks at all glyphs
    const auto caret = ui::caret_at(*paragraph, boundaries[i]);
    fuzz::must(ui::byte_at(*paragraph, boundaries, {caret.x, caret.y}) <= paragraph->text.size());
  }
  return 0;
}
