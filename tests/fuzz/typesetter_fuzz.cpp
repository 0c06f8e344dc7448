// Any bytes as a citizen's text in any style at any width, also many times over: lines that tile the text, runs that
// tile their lines, no box and no number that is none, carets that lead back to where they stand, and something to
// paint. The first five bytes choose size, style, width and how often the text is repeated.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <set>

#include "sync/base/bytes.h"
#include "sync/base/utf8.h"
#include "ui/caret.h"
#include "ui/text/fonts.h"
#include "ui/text/paint.h"
#include "ui/text/typesetter.h"

namespace minbar::fuzz {
namespace {

constexpr std::size_t header = 5;
constexpr std::size_t longest = 20'000;  // bytes, repeated

void must(bool holds, int line = __builtin_LINE()) {
  if (holds) return;
  std::fprintf(stderr, "what line %d says does not hold\n", line);
  std::abort();
}

ui::TextStyle style_of(std::uint8_t size, std::uint8_t kind, std::uint8_t more) {
  ui::TextStyle style;
  style.size_px = static_cast<float>(8 + size % 60);
  style.language = std::array{"ar", "zgh", "fr", "en", ""}[more % 5];
  style.stack = static_cast<ui::FaceStack>(kind % 4);
  style.direction = static_cast<ui::BaseDirection>(kind / 4 % 3);
  style.align = static_cast<ui::TextAlign>(kind / 12 % 3);
  style.max_lines = kind / 36 % 4;
  style.weight = more / 5 % 2 == 0 ? ui::FontWeight::regular : ui::FontWeight::bold;
  style.balanced = more / 10 % 2 != 0;
  return style;
}

std::string text_of_input(const std::uint8_t* data, std::size_t size, std::uint8_t repeat) {
  const std::string once(text_of({data, size}));
  std::string out = once;
  for (int i = 200; i < repeat && out.size() + once.size() <= longest; ++i) out += once;
  return out;
}

void check_run(const ui::Run& run, const ui::Paragraph& paragraph, const ui::text::FontSet& fonts) {
  must(run.face >= 0 && static_cast<std::size_t>(run.face) < fonts.faces().size());
  must(std::isfinite(run.x) && std::isfinite(run.width) && run.width >= 0 && run.script.size() == 4);
  float sum = 0;
  std::uint32_t last = run.rtl() ? ~0U : 0;
  for (const auto& glyph : run.glyphs) {
    must(glyph.id != 0);
    const bool dots = run.start_byte == run.end_byte && glyph.cluster == run.start_byte;
    must(dots || (glyph.cluster >= run.start_byte && glyph.cluster < run.end_byte));
    must(run.rtl() ? glyph.cluster <= last : glyph.cluster >= last);
    last = glyph.cluster;
    must(std::isfinite(glyph.x_advance) && std::isfinite(glyph.x_offset) && std::isfinite(glyph.y_offset));
    sum += glyph.x_advance;
  }
  must(std::abs(run.width - sum) <= 0.01F + sum * 1e-5F);
  const auto paint = ui::text::paint_of(paragraph, run, fonts);
  must(is_valid_utf8(paint.text) && std::isfinite(paint.offset.x) && std::isfinite(paint.offset.y));
}

// Only a line of one grapheme cluster may be wider than its room.
void check_width(const ui::Line& line, float width, const std::vector<std::size_t>& graphemes) {
  if (line.width <= width + 0.02F) return;
  std::set<std::size_t> inked;
  for (const auto& run : line.runs) {
    const bool hangs = run.x + 0.05F < line.x || run.x + run.width > line.x + line.width + 0.05F;
    for (const auto& glyph : run.glyphs) {
      if (hangs || glyph.x_advance <= 0) continue;
      inked.insert(*std::prev(std::upper_bound(graphemes.begin(), graphemes.end(), glyph.cluster)));
    }
  }
  must(inked.size() <= 1);
}

void check_line(const ui::Line& line, bool hides_its_end) {
  must(std::isfinite(line.x) && std::isfinite(line.width) && line.width >= 0 && line.height > 0);
  must(line.baseline > line.y && line.baseline <= line.y + line.height);
  auto runs = line.runs;
  std::sort(runs.begin(), runs.end(), [](const auto& a, const auto& b) { return a.start_byte < b.start_byte; });
  std::size_t at = line.start_byte;
  for (const auto& run : runs) {
    if (run.start_byte == run.end_byte) continue;  // the ellipsis
    must(run.start_byte == at);
    at = run.end_byte;
  }
  must(at == line.end_byte || (hides_its_end && at < line.end_byte));
}

void check_carets(const ui::Paragraph& paragraph, const std::vector<std::size_t>& boundaries) {
  for (std::size_t i = 0; i < boundaries.size(); i += 1 + boundaries.size() / 16) {  // some: each looks at all glyphs
    const auto caret = ui::caret_at(paragraph, boundaries[i]);
    must(std::isfinite(caret.x) && std::isfinite(caret.y) && caret.height > 0);
    const auto hit = ui::byte_at(paragraph, boundaries, {caret.x, caret.y + caret.height / 2});
    must(std::binary_search(boundaries.begin(), boundaries.end(), hit));
    const auto again = ui::caret_at(paragraph, hit);
    must(std::abs(again.x - caret.x) < 0.05F && again.y == caret.y);
  }
}

}  // namespace
}  // namespace minbar::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace minbar;
  static const auto fonts = *ui::text::FontSet::load(MINBAR_FONT_FOLDER);
  static auto typesetter = *ui::text::Typesetter::open(fonts);
  if (size < fuzz::header) return 0;
  const auto text = fuzz::text_of_input(data + fuzz::header, size - fuzz::header, data[4]);
  const auto style = fuzz::style_of(data[0], data[1], data[3]);
  const auto width = static_cast<float>(data[2]) * 4;
  const auto paragraph = typesetter.layout(text, style, width);
  typesetter.forget();
  fuzz::must(is_valid_utf8(paragraph->text));
  const auto boundaries = typesetter.grapheme_boundaries(paragraph->text);
  fuzz::must(boundaries.front() == 0 && boundaries.back() == paragraph->text.size());
  fuzz::must(style.max_lines == 0 || paragraph->lines.size() <= static_cast<std::size_t>(style.max_lines));
  std::size_t at = 0;
  for (const auto& line : paragraph->lines) {
    fuzz::must(line.start_byte == at && line.end_byte >= at);
    // UAX 14 lets a line end between a space and a mark, though UAX 29 has them in one cluster.
    fuzz::must(std::binary_search(boundaries.begin(), boundaries.end(), line.start_byte) ||
               paragraph->text[line.start_byte - 1] == ' ');
    at = line.end_byte;
    fuzz::check_line(line, style.max_lines > 0 && &line == &paragraph->lines.back());
    fuzz::check_width(line, width, boundaries);
    for (const auto& run : line.runs) fuzz::check_run(run, *paragraph, fonts);
  }
  fuzz::must(at == paragraph->text.size());
  fuzz::check_carets(*paragraph, boundaries);
  return 0;
}
