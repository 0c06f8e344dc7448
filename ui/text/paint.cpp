#include "ui/text/paint.h"

#include <algorithm>
#include <cmath>

#include "sync/base/utf8.h"
#include "ui/text/characters.h"
#include "ui/text/display.h"

namespace minbar::ui::text {

namespace {

// Of the em, on each side: stems of Tifinagh grow from 0.08 to 0.12, beside 0.13 of bold Arabic.
constexpr float hairline = 0.02F;

constexpr std::size_t context_bytes = 64;  // enough to see the next letter past any marks between

std::string_view around(std::string_view text, std::size_t start, std::size_t length) {
  // Not inside a character.
  while (start > 0 && start < text.size() && (static_cast<unsigned char>(text[start]) & 0xC0U) == 0x80U) {
    --start;
    ++length;
  }
  return text.substr(start, length);
}

std::string painted(const Paragraph& paragraph, const Run& run, const FontSet& fonts) {
  if (run.start_byte == run.end_byte) return "…";  // the mark of a truncated text stands for no bytes
  const std::string_view text = paragraph.text;
  const std::u32string points = to_utf32(text.substr(run.start_byte, run.end_byte - run.start_byte));
  const auto blank = [](char32_t c) { return is_invisible(c) || is_space(c); };
  if (std::all_of(points.begin(), points.end(), blank)) return {};
  std::u32string out = display_of(points, run.face, fonts);
  // Where a line's end or a change of level cuts a joined word, zero width joiners stand for the letters beyond the
  // cut.
  const std::size_t from = run.start_byte - std::min(run.start_byte, context_bytes);
  if (joins(to_utf32(around(text, from, run.start_byte - from)), points)) out.insert(out.begin(), U'\u200D');
  if (joins(points, to_utf32(text.substr(run.end_byte, context_bytes)))) out.push_back(U'\u200D');
  return to_utf8(out);
}

// SDL_ttf grows a surface to the left of its pen and above its ascent when a glyph's bitmap reaches there.
Point surface_offset(const Run& run, int pixel_size, const FontSet& fonts) {
  const int ascent = fonts.metrics(run.face, pixel_size).ascent;
  int left = 0;
  int top = 0;
  float pen = 0;
  for (const Glyph& glyph : run.glyphs) {
    const GlyphBox box = fonts.glyph_box(run.face, pixel_size, glyph.id);
    left = std::min(left, static_cast<int>(std::floor(pen + glyph.x_offset)) + box.left);
    top = std::min(top, static_cast<int>(std::floor(static_cast<float>(ascent) - glyph.y_offset)) + box.top);
    pen += glyph.x_advance;
  }
  return {static_cast<float>(left), static_cast<float>(top - ascent)};
}

}  // namespace

RunPaint paint_of(const Paragraph& paragraph, const Run& run, const FontSet& fonts) {
  RunPaint out;
  out.face = run.face;
  out.font = fonts.bytes(run.face);
  out.pixel_size = run.pixel_size;
  out.rtl = run.rtl();
  out.script = run.script;
  const auto& face = fonts.faces()[static_cast<std::size_t>(run.face)];
  if (paragraph.style.weight == FontWeight::bold && face.stack == FaceStack::tifinagh &&
      face.weight == FontWeight::regular)
    out.bolder = hairline * static_cast<float>(run.pixel_size);
  out.text = painted(paragraph, run, fonts);
  if (!out.text.empty()) out.offset = surface_offset(run, out.pixel_size, fonts);
  return out;
}

}  // namespace minbar::ui::text
