#include "kiosk/screens/attract.h"

#include "kiosk/opening.h"
#include "kiosk/screens/attract_pictures.h"
#include "kiosk/screens/outcome.h"
#include "kiosk/screens/trust_parts.h"

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

}  // namespace

Element view(const Attract& screen, const State& state, const Context& context, Actions& actions) {
  const Look look{state, context, actions};
  const auto closed = context.campaign == nullptr ? closed_now(state, context.content, context.wall_s) : std::nullopt;
  const bool leads_in = !closed || !closed->offers.empty();
  std::vector<Element> doors;
  if (leads_in)
    for (const auto language : all_languages) doors.push_back(door(look, language, language == Language::ar));
  const int columns = landscape(context) ? 4 : 2;
  const float band = low(context) ? 10.0F : 20.0F;
  const auto frieze = [&] {
    return layers(pattern(ColorRole::ornament_on_primary, band)).with_height(band).with_background(ColorRole::primary);
  };
  // The picture takes the room the doors leave, so that they stand where they stand whatever it shows.
  Element picture =
      column(spacer(), closed ? closed_picture(look, *closed) : attract_picture(look, screen.slide), spacer())
          .with_grow();
  const float rest = low(context) ? space::tight : space::far;
  Element ways =
      doors.empty() ? column() : grid(columns, std::move(doors)).with_gap(space::near).with_padding(space::wide, 0);
  Element foot = Element{}.with_height(rest);
  if (has_notice(state)) foot = column(spacer(), notice_mark(look)).with_min_height(rest).with_padding(space::wide, 0);
  return column(frieze(), std::move(picture), std::move(ways), std::move(foot), frieze())
      .with_gap(low(context) ? space::near : space::step)
      .with_background(ColorRole::paper);
}

}  // namespace minbar::kiosk::screen
