#include "ui/theme.h"

#include <cmath>

namespace minbar::ui {

const Theme& default_theme() {
  // Warm paper, the deep green of a zellige wall, saffron for ornament.
  static const Theme theme{
      .colors = {{
          {0, 0, 0, 0},             // none
          {0xF7, 0xF4, 0xEC, 255},  // paper
          {0xFF, 0xFF, 0xFF, 255},  // surface
          {0xEC, 0xE7, 0xDA, 255},  // sunken
          {0x10, 0x23, 0x1F, 255},  // ink
          {0x26, 0x38, 0x32, 255},  // ink_soft
          {0xD3, 0xCC, 0xBA, 255},  // line
          {0x06, 0x3A, 0x32, 255},  // primary
          {0xFF, 0xFF, 0xFF, 255},  // on_primary
          {0xDD, 0xEC, 0xE4, 255},  // primary_soft
          {0xE0, 0xA5, 0x26, 255},  // accent
          {0xFB, 0xEC, 0xCB, 255},  // warning
          {0x3A, 0x22, 0x05, 255},  // on_warning
          {0x0B, 0x1C, 0x18, 190},  // veil
      }},
      .texts = {{
          {15.0F, FontWeight::bold, 1.30F},    // display
          {10.6F, FontWeight::bold, 1.34F},    // title
          {8.0F, FontWeight::bold, 1.36F},     // heading
          {7.0F, FontWeight::regular, 1.45F},  // body: a capital or an alef of 5 mm
          {7.0F, FontWeight::bold, 1.36F},     // label
          {5.4F, FontWeight::regular, 1.42F},  // caption: 3.9 mm
          {13.0F, FontWeight::bold, 1.25F},    // code
          {7.4F, FontWeight::regular, 1.2F},   // key
      }},
  };
  return theme;
}

namespace {
double luminance(Color c) {
  const auto channel = [](std::uint8_t v) {
    const double s = v / 255.0;
    return s <= 0.04045 ? s / 12.92 : std::pow((s + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * channel(c.r) + 0.7152 * channel(c.g) + 0.0722 * channel(c.b);
}
}  // namespace

double contrast(Color a, Color b) {
  const double la = luminance(a) + 0.05;
  const double lb = luminance(b) + 0.05;
  return la > lb ? la / lb : lb / la;
}

}  // namespace minbar::ui
