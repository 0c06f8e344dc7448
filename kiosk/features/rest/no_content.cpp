#include "kiosk/features/rest/no_content.h"

#include <algorithm>

#include "kiosk/features/rest/built_in_words.h"
#include "kiosk/parts/meaning.h"
#include "kiosk/parts/parts.h"

namespace minbar::kiosk::rest {

using namespace ui;
using namespace parts;

namespace {

enum class Told : std::uint8_t { nothing, titles, arabic, all };

// Each language in turn, the title of each before who can help.
Element sentences(const Look& look, Told told) {
  Element out = column().with_gap(space::tight).with_width(page_width_mm(look.context));
  for (const auto& [language, key, text] : built_in_words) {
    const bool title = key.ends_with(".title");
    const bool first = language == Language::ar;
    if (told == Told::nothing || (!title && told == Told::titles)) continue;
    if (!title && !first && told == Told::arabic) continue;
    const auto role =
        title ? (first ? TextRole::title : TextRole::label) : (first ? TextRole::body : TextRole::caption);
    out.add(plain(std::string(key), std::string(text), language,
                  {.role = role, .color = title ? ColorRole::ink : ColorRole::ink_soft, .align = TextAlign::center}));
  }
  return out;
}

Element without_words_of_a_pack(const Look& look, float picture, Told told) {
  const float band = low(look.context) ? 10.0F : 20.0F;
  const auto frieze = [&] {
    return layers(pattern(ColorRole::ornament_on_primary, band)).with_height(band).with_background(ColorRole::primary);
  };
  Element words = column(sentences(look, told)).with_align(Align::center);
  return column(frieze(), spacer(), emblem(look, meaning::out_of_order, picture),
                row(wordmark(picture * 0.24F, ColorRole::primary)).with_justify(Justify::center), spacer(0.6F),
                std::move(words), spacer(), frieze())
      .with_background(ColorRole::paper);
}

}  // namespace

Element no_content(const Look& look) {
  const float high = std::min(110.0F, look.context.panel.height_mm() * 0.28F);
  const float less = high * 0.6F;
  return fitting(without_words_of_a_pack(look, high, Told::all), without_words_of_a_pack(look, less, Told::all),
                 without_words_of_a_pack(look, less, Told::arabic), without_words_of_a_pack(look, less, Told::titles),
                 without_words_of_a_pack(look, high, Told::nothing));
}

}  // namespace minbar::kiosk::rest
