#include "kiosk/features/rest/attract.h"

#include <array>

#include "kiosk/features/rest/attract_cards.h"
#include "kiosk/features/rest/attract_pictures.h"
#include "kiosk/parts/trust_parts.h"
#include "kiosk/reading/share.h"
#include "kiosk/session/opening.h"
#include "kiosk/session/overloaded.h"
#include "sync/base/limits.h"

namespace minbar::kiosk::rest {

using namespace ui;
using namespace parts;

namespace {

// How much the language can say, before somebody chooses it; the rest is said in Arabic.
Element how_complete(const Look& look, Language language, int known, ColorRole ink) {
  auto said =
      look.context.words.say(language, "language.complete", std::array{Argument{"percent", std::int64_t{known}}});
  return worded("language.complete", std::move(said),
                {.role = TextRole::caption, .color = ink, .align = TextAlign::center, .max_lines = 1});
}

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
  // larger letters would make this door higher than it is, and the picture above has the rest
  if (language == Language::zgh && !short_of_room(look.context) && look.context.panel.text_scale <= 1) {
    const int known = reading::percent(reading::share_of_all(look.context.content, language));
    if (known < 100) words.add(how_complete(look, language, known, ink));
  }
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

// The first tick of a rest only sets when the next picture comes.
Attract turned(Attract screen, const Seen& seen) {
  const auto slides = attract_slides(seen.context.content, seen.kiosk.station);
  if (slides < 2 || seen.context.now_ms < screen.turns_at_ms) return screen;
  if (screen.turns_at_ms != 0) screen.slide = (screen.slide + 1) % slides;
  screen.turns_at_ms = seen.context.now_ms + limits::attract_turn_ms;
  return screen;
}

// Begins a session with the doors that are open now; nothing where none is.
std::optional<Choices> begun(Language language, const Seen& seen) {
  Choices choices;
  choices.language = language;
  const auto& context = seen.context;
  if (context.campaign != nullptr) {
    choices.only_doors = context.campaign->doors;  // a fair has hours of its own
    choices.campaign = context.campaign->id;
  } else if (const auto closed = closed_now(seen.kiosk, context.content, context.wall_s)) {
    if (closed->offers.empty()) return std::nullopt;
    choices.only_doors = std::vector<std::string>(closed->offers.begin(), closed->offers.end());
  }
  return choices;
}

}  // namespace

Outcome update(Attract screen, const Seen& seen, const Attract::Hears& event) {
  return std::visit(overloaded{[&](const event::Tick&) -> Outcome { return {turned(screen, seen)}; },
                               [&](const event::Begin& begin) -> Outcome {
                                 auto choices = begun(begin.language, seen);
                                 if (!choices) return {screen};
                                 return {Leave{door::Begin{*std::move(choices)}}};
                               }},
                    event);
}

Element view(const Attract& screen, const Look& look) {
  const auto closed = look.context.campaign == nullptr
                          ? closed_now(look.kiosk, look.context.content, look.context.wall_s)
                          : std::nullopt;
  const bool leads_in = !closed || !closed->offers.empty();
  std::vector<Element> doors;
  if (leads_in)
    for (const auto language : all_languages) doors.push_back(door(look, language, language == Language::ar));
  const int columns = landscape(look.context) ? 4 : 2;
  const float band = low(look.context) ? 10.0F : 20.0F;
  const auto frieze = [&] {
    return layers(pattern(ColorRole::ornament_on_primary, band)).with_height(band).with_background(ColorRole::primary);
  };
  // The picture takes the room the doors leave, so that they stand where they stand whatever it shows.
  Element picture =
      column(spacer(), closed ? closed_picture(look, *closed) : attract_picture(look, screen.slide), spacer())
          .with_grow();
  const float rest = low(look.context) ? space::tight : space::far;
  Element ways =
      doors.empty() ? column() : grid(columns, std::move(doors)).with_gap(space::near).with_padding(space::wide, 0);
  Element foot = Element{}.with_height(rest);
  if (has_notice(look.kiosk))
    foot = column(spacer(), notice_mark(look)).with_min_height(rest).with_padding(space::wide, 0);
  return column(frieze(), std::move(picture), std::move(ways), std::move(foot), frieze())
      .with_gap(low(look.context) ? space::near : space::step)
      .with_background(ColorRole::paper);
}

}  // namespace minbar::kiosk::rest
