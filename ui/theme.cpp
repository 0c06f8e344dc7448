#include "ui/theme.h"

#include <algorithm>
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
          {0xBF, 0xDD, 0xCF, 255},  // selection
          {0xE0, 0xA5, 0x26, 255},  // accent
          {0xFB, 0xEC, 0xCB, 255},  // warning
          {0x3A, 0x22, 0x05, 255},  // on_warning
          {0x0B, 0x1C, 0x18, 190},  // veil
          {0xE2, 0xDA, 0xC6, 255},  // ornament
          {0x1B, 0x5C, 0x50, 255},  // ornament_on_primary
          {0xE8, 0x93, 0x78, 255},  // face_1: terracotta
          {0xF3, 0xBF, 0x8E, 255},  // face_2: apricot
          {0xF2, 0xE0, 0xA8, 255},  // face_3: straw
          {0xBD, 0xDF, 0xBD, 255},  // face_4: sage
          {0x86, 0xC6, 0xA6, 255},  // face_5: mint
      }},
      .texts = {{
          {10.7F, FontWeight::bold, 1.30F, 0.25F},    // display
          {7.6F, FontWeight::bold, 1.34F, 0.5F},      // title
          {5.7F, FontWeight::bold, 1.36F, 0.8F},      // heading
          {5.0F, FontWeight::regular, 1.45F, 1.0F},   // body
          {5.0F, FontWeight::bold, 1.36F, 0.9F},      // label
          {3.85F, FontWeight::regular, 1.42F, 1.0F},  // caption
          {9.3F, FontWeight::bold, 1.25F, 0.0F},      // code: as large as its card allows already
          {5.3F, FontWeight::regular, 1.2F, 0.0F},    // key: a letter
          {3.7F, FontWeight::regular, 1.2F, 0.0F},    // key_word: a word on a key
      }},
  };
  return theme;
}

ScriptLook look_of(FaceStack stack) {
  switch (stack) {
    case FaceStack::arabic:
      return {.letter = 1.04F, .leading = 1};
    case FaceStack::tifinagh:
      return {.letter = 1, .leading = 1};
    case FaceStack::latin:
    case FaceStack::icons:
      break;
  }
  return {.letter = 1, .leading = 0.97F};
}

float em_mm_of(const TextToken& token, FaceStack stack, float text_scale) {
  const float letter = std::max(least_letter_mm, token.letter_mm * std::pow(text_scale, token.follows));
  return letter * look_of(stack).letter / letter_share;
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
