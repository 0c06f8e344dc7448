// How a painter that shapes by itself (SDL_ttf) paints a Run so that its pixels are the ones that were laid out: set
// the direction and the script on a font of this file and size, with TTF_HINTING_NONE, and render `text` whole. `text`
// is not always the run's bytes: characters without a glyph became one neutral symbol, controls became invisible, and a
// word cut at a line's end keeps its joined forms.
#pragma once

#include <string>
#include <string_view>

#include "ui/geometry.h"
#include "ui/paragraph.h"
#include "ui/text/fonts.h"

namespace minbar::ui::text {

struct RunPaint {
  int face = 0;           // index into FontSet::faces()
  std::string_view font;  // the face's file, for TTF_OpenFontRW; lives as long as the set
  int pixel_size = 0;     // for TTF_OpenFontRW: at its 72 dpi a point is a pixel
  bool rtl = false;       // for TTF_SetFontDirection
  std::string script;     // for TTF_SetFontScriptName, ISO 15924
  float bolder = 0;       // pixels of ink to add around each glyph: bold text in a face that has one weight
  std::string text;       // UTF-8 for TTF_RenderUTF8_Shaded; nothing to paint when empty
  // Where the rendered surface's top left corner belongs, from the point (run.x, line.baseline), in whole pixels.
  // Surfaces grow leftwards and upwards for ink that reaches out of the box (a kasra's tail, stacked marks), and this
  // knows it.
  Point offset;
};

[[nodiscard]] RunPaint paint_of(const Paragraph& paragraph, const Run& run, const FontSet& fonts);

}  // namespace minbar::ui::text
