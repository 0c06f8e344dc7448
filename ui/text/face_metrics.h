// How large a face is at one size, and the box of one of its glyphs, in whole pixels.
#pragma once

namespace minbar::ui::text {

// Whole pixels at one size: `ascent` as TTF_FontAscent, and `ascent` + `descent` as TTF_FontHeight.
struct FaceMetrics {
  int ascent = 0;
  int descent = 0;
};

// The pixels that a glyph's bitmap fills, from its origin on the baseline; y grows downwards. Empty: width and height
// 0.
struct GlyphBox {
  int left = 0;
  int top = 0;
  int width = 0;
  int height = 0;
};

}  // namespace minbar::ui::text
