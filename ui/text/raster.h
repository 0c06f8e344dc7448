// A paragraph as a grey picture, without SDL: for `minbar-kiosk text --png` and for tests that compare it with what
// SDL_ttf paints. Glyphs stand on whole pixels as SDL_ttf 2.20 puts them. The kiosk's screen is not painted with this.
#pragma once

#include <cstdint>
#include <vector>

#include "ui/paragraph.h"
#include "ui/text/fonts.h"

namespace minbar::ui::text {

struct GrayImage {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> ink;  // row by row from the top, 255 where the ink is full
  [[nodiscard]] std::uint8_t at(int x, int y) const {
    return ink[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)];
  }
};

// `margin` pixels of paper on every side. Sides are cut at 8192 pixels.
[[nodiscard]] GrayImage rasterize(const Paragraph& paragraph, const FontSet& fonts, int margin);

}  // namespace minbar::ui::text
