// The look as tokens: colour roles, text roles, spacing and radii in millimetres. Views name roles, never values, so
// that one file decides what Minbar looks like. Contrast of every text role on its ground is at least 10:1 (PRODUCT:
// access).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "ui/geometry.h"
#include "ui/paragraph.h"

namespace minbar::ui {

enum class ColorRole : std::uint8_t {
  none,      // nothing is painted
  paper,     // the ground of a screen
  surface,   // cards and fields
  sunken,    // wells inside a card, and keys that act
  ink,       // text
  ink_soft,  // secondary text
  line,      // hairlines and borders
  primary,   // the one thing to do here
  on_primary,
  primary_soft,  // chosen, or gently tied to the primary
  selection,     // ground of letters that the next key will replace
  accent,        // ornament only, never text
  warning,       // ground of what needs care
  on_warning,
  veil,      // over a screen that waits behind a question
  ornament,  // lines of zellige on paper
  ornament_on_primary,
  face_1,  // discs of the five faces, from the unhappiest; all equally strong, none of them a signal colour
  face_2,
  face_3,
  face_4,
  face_5,
};
inline constexpr std::size_t color_roles = 22;

enum class TextRole : std::uint8_t { display, title, heading, body, label, caption, code, key, key_word };
inline constexpr std::size_t text_roles = 9;

struct TextToken {
  float letter_mm;  // height of a capital, at the default text size
  FontWeight weight;
  float line_height;  // of the em
  float follows = 1;  // how much of the reader's text size it takes on: all (1), or less for what is large already or
                      // has a physical place, such as a letter on a key (0)
};

// The reader's four text sizes, as factors of the tokens. In the body a capital stands 3.8, 5, 6.7 and 8.7 mm high and
// an alef 3.9, 5.2, 7 and 9 mm.
inline constexpr std::array text_scales{0.75F, 1.0F, 1.34F, 1.73F};
inline constexpr std::size_t default_text_size = 1;

// How high a capital, an alef or a ⵣ stands in our faces, of the em: Noto made them of one height.
inline constexpr float letter_share = 0.714F;

// What a script makes of a token, since letters of one height do not look of one size.
struct ScriptLook {
  float letter;   // of the token's letter height: an alef may rise higher, for what carries Arabic is lower than an x
  float leading;  // of the token's line height: Latin has the least to show above and below
};
[[nodiscard]] ScriptLook look_of(FaceStack stack);

// No letter of the reader's is lower, however small a size was chosen.
inline constexpr float least_letter_mm = 3.5F;

// The em of a token in a script at a text size, in millimetres: its letters' height times scale^follows, over
// letter_share.
[[nodiscard]] float em_mm_of(const TextToken& token, FaceStack stack, float text_scale);

// Spacing steps in millimetres; every gap and padding is one of these.
namespace space {
inline constexpr float hair = 0.9F;
inline constexpr float tight = 2.54F;  // the least distance between two targets
inline constexpr float near = 4.0F;
inline constexpr float step = 6.0F;
inline constexpr float wide = 9.0F;
inline constexpr float far = 14.0F;
}  // namespace space

namespace size {
inline constexpr float target = 12.7F;  // the least side of anything that can be tapped
inline constexpr float button = 18.0F;  // height of a button that a screen is about
inline constexpr float radius = 3.2F;   // cards and buttons
inline constexpr float radius_key = 1.8F;
inline constexpr float border = 0.35F;
inline constexpr float icon = 9.0F;
}  // namespace size

struct Theme {
  std::array<Color, color_roles> colors;
  std::array<TextToken, text_roles> texts;

  [[nodiscard]] Color color(ColorRole role) const { return colors[static_cast<std::size_t>(role)]; }
  [[nodiscard]] const TextToken& text(TextRole role) const { return texts[static_cast<std::size_t>(role)]; }
};

[[nodiscard]] const Theme& default_theme();

// What a panel is: its pixels and how many of them make a millimetre; and the reader's text size.
struct Panel {
  Size size{1080, 1920};
  float px_per_mm = 96 / 25.4F;
  float text_scale = 1;
  bool operator==(const Panel&) const = default;
  [[nodiscard]] float width_mm() const { return size.width / px_per_mm; }
  [[nodiscard]] float height_mm() const { return size.height / px_per_mm; }
};

// WCAG 2.1 contrast ratio of two opaque colours, 1 to 21.
[[nodiscard]] double contrast(Color a, Color b);

}  // namespace minbar::ui
