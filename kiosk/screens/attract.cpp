#include "kiosk/screens/attract.h"

#include <algorithm>

#include "kiosk/screens/outcome.h"
#include "kiosk/screens/parts.h"

namespace minbar::kiosk::screen {

using namespace ui;
using namespace parts;

Outcome update(Attract screen, const State&, const Event&, const Context&) { return {screen}; }

namespace {

// One of four doors: the language's name and "touch to begin", in that language and its own direction.
Element door(const Look& look, Language language, bool first) {
  const ColorRole ink = first ? ColorRole::on_primary : ColorRole::primary;
  auto name = word_in(
      look, language, "language.name",
      {.role = scant(look.context) ? TextRole::caption : TextRole::heading, .color = ink, .align = TextAlign::center});
  auto touch = word_in(look, language, "attract.touch", {.color = ink, .align = TextAlign::center});
  touch.name += "." + std::string(tag_of(language));
  Element words = column(std::move(name));
  if (!scant(look.context)) words.add(std::move(touch));
  return std::move(words)
      .with_name("attract." + std::string(tag_of(language)))
      .with_gap(space::hair)
      .with_justify(Justify::center)
      .with_padding(space::near)
      .with_min_height(low(look.context) ? 24 : 44)
      .with_background(first ? ColorRole::primary : ColorRole::surface)
      .with_border(ColorRole::primary, 0.5F)
      .with_radius(size::radius)
      .with_action(look.actions.add(event::Begin{language}));
}

Element place(const Look& look) {
  const auto& station = look.state.station;
  if (!station) return column();
  const WordStyle style{.role = TextRole::heading, .color = ColorRole::primary, .align = TextAlign::center};
  return column(plain("attract.place.ar", station->name_ar, Language::ar, style),
                plain("attract.place.fr", station->name_fr, Language::fr,
                      {.color = ColorRole::ink_soft, .align = TextAlign::center}))
      .with_gap(space::hair)
      .with_padding(space::far, 0);
}

}  // namespace

Element view(const Attract&, const State& state, const Context& context, Actions& actions) {
  const Look look{state, context, actions};
  std::vector<Element> doors;
  for (const auto language : all_languages) doors.push_back(door(look, language, language == Language::ar));
  const int columns = landscape(context) ? 4 : 2;
  // Where the doors need the room, the words that only invite give way to them.
  const bool brief = low(context) || largest(context);
  const float star = std::min(86.0F, context.panel.height_mm() * (brief ? 0.17F : 0.25F));
  Element words = column().with_gap(space::tight).with_padding(space::far, 0);
  if (!brief)
    words.add(
        word(look, "app.name", {.role = TextRole::heading, .color = ColorRole::primary, .align = TextAlign::center}));
  words.add(word(look, "attract.title", {.role = TextRole::display, .align = TextAlign::center}));
  if (!brief) words.add(word(look, "attract.subtitle", {.color = ColorRole::ink_soft, .align = TextAlign::center}));
  const float band = low(context) ? 10.0F : 20.0F;
  const auto frieze = [&] {
    return layers(pattern(ColorRole::ornament_on_primary, band)).with_height(band).with_background(ColorRole::primary);
  };
  return column(frieze(), spacer(), emblem(look, "campaign", star), std::move(words), place(look), spacer(),
                grid(columns, std::move(doors)).with_gap(space::near).with_padding(space::wide, 0), spacer(0.4F),
                frieze())
      .with_gap(low(context) ? space::near : space::step)
      .with_background(ColorRole::paper);
}

}  // namespace minbar::kiosk::screen
