#include "ui/text/raster.h"

#include <ft2build.h>
#include FT_FREETYPE_H

#include <algorithm>
#include <cmath>

namespace minbar::ui::text {

namespace {

constexpr int longest_side = 8192;

void blend(const FT_Bitmap& bitmap, int left, int top, GrayImage& image) {
  for (int row = 0; row < static_cast<int>(bitmap.rows); ++row) {
    for (int column = 0; column < static_cast<int>(bitmap.width); ++column) {
      const int x = left + column;
      const int y = top + row;
      if (x < 0 || y < 0 || x >= image.width || y >= image.height) continue;
      auto& pixel =
          image.ink[static_cast<std::size_t>(y) * static_cast<std::size_t>(image.width) + static_cast<std::size_t>(x)];
      pixel = std::max(pixel, bitmap.buffer[row * bitmap.pitch + column]);
    }
  }
}

}  // namespace

GrayImage rasterize(const Paragraph& paragraph, const FontSet& fonts, int margin) {
  const auto side = [&](float length) {
    return std::clamp(static_cast<int>(std::ceil(length)) + 2 * margin, 1, longest_side);
  };
  GrayImage image{side(std::max(paragraph.width, 1.0F)), side(paragraph.height), {}};
  image.ink.resize(static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height));
  for (const auto& line : paragraph.lines) {
    for (const auto& run : line.runs) {
      const FT_Face face = fonts.rasterizer(run.face, run.pixel_size);
      const int left = margin + static_cast<int>(std::lround(run.x));
      float pen = 0;
      for (const auto& glyph : run.glyphs) {
        if (FT_Load_Glyph(face, glyph.id, FT_LOAD_NO_HINTING | FT_LOAD_RENDER) == 0) {
          const FT_GlyphSlot slot = face->glyph;
          const int x = left + static_cast<int>(std::floor(pen + glyph.x_offset)) + slot->bitmap_left;
          const int y = margin + static_cast<int>(std::floor(line.baseline - glyph.y_offset)) - slot->bitmap_top;
          blend(slot->bitmap, x, y, image);
        }
        pen += glyph.x_advance;
      }
    }
  }
  return image;
}

}  // namespace minbar::ui::text
