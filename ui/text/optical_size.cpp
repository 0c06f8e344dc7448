#include "ui/text/optical_size.h"

#include <algorithm>
#include <cmath>

#include "sync/base/limits.h"

namespace minbar::ui::text {

namespace {

int whole_pixels(float size_px) {
  if (!(size_px > 1)) return 1;
  return static_cast<int>(std::lround(std::min(size_px, static_cast<float>(limits::text_size_px))));
}

// The em at which a script's letters look as large as another's.
float optical_em(FaceStack stack) {
  switch (stack) {
    case FaceStack::arabic:
      return 1.08F;
    case FaceStack::tifinagh:
      return 0.97F;
    case FaceStack::latin:
    case FaceStack::icons:
      break;
  }
  return 1;
}

}  // namespace

int pixel_size_of(const TextStyle& style) { return whole_pixels(style.size_px); }

int pixel_size_of(const TextStyle& style, const Face& face) {
  const bool icons = style.stack == FaceStack::icons || face.stack == FaceStack::icons;
  if (icons || face.stack == style.stack) return pixel_size_of(style);
  return whole_pixels(style.size_px * optical_em(face.stack) / optical_em(style.stack));
}

}  // namespace minbar::ui::text
