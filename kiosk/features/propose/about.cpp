#include "kiosk/features/propose/about.h"

#include <algorithm>

#include "kiosk/parts/composition.h"
#include "kiosk/parts/frame.h"
#include "kiosk/parts/meaning.h"
#include "kiosk/parts/parts.h"
#include "kiosk/session/overloaded.h"

namespace minbar::kiosk::propose {

using namespace ui;
using namespace parts;

namespace {

template <class T>
void toggle(std::optional<T>& answer, T touched) {
  answer = answer == touched ? std::nullopt : std::optional(touched);
}

}  // namespace

std::string_view key_of(Gender gender) { return gender == Gender::woman ? "propose.about.woman" : "propose.about.man"; }

std::string_view key_of(AgeBand band) {
  switch (band) {
    case AgeBand::under_18:
      return "propose.about.under_eighteen";
    case AgeBand::from_18:
      return "propose.about.from_eighteen";
    case AgeBand::from_25:
      return "propose.about.from_twenty_five";
    case AgeBand::from_35:
      return "propose.about.from_thirty_five";
    case AgeBand::from_50:
      return "propose.about.from_fifty";
    case AgeBand::from_65:
      return "propose.about.from_sixty_five";
  }
  return {};
}

Outcome update(About screen, const Seen&, const About::Hears& event) {
  return std::visit(
      overloaded{[&](const event::Back&) -> Outcome { return {Review{.draft = std::move(screen.draft)}}; },
                 [&](const event::ChooseGender& chosen) -> Outcome {
                   toggle(screen.draft.about.gender, chosen.gender);
                   return {std::move(screen)};
                 },
                 [&](const event::ChooseAgeBand& chosen) -> Outcome {
                   toggle(screen.draft.about.age_band, chosen.band);
                   return {std::move(screen)};
                 },
                 [&](const event::Continue&) -> Outcome { return {Review{.draft = std::move(screen.draft)}}; }},
      event);
}

namespace {

// One answer among several: a round mark tells the chosen one apart without colour.
Element answer(const Look& look, std::string_view key, std::string_view picture, bool chosen, Event event) {
  Element e = row(icon(look, chosen ? "check_circle" : "radio_button_unchecked", ColorRole::primary, 9),
                  word(look, key, {.role = TextRole::label}).with_grow())
                  .with_name(std::string(key))
                  .with_gap(space::tight)
                  .with_align(Align::center)
                  .with_padding(space::near, space::tight)
                  .with_min_height(size::button + (picture.empty() ? 0 : 6) + (short_of_room(look.context) ? 0 : 8))
                  .with_background(chosen ? ColorRole::primary_soft : ColorRole::surface)
                  .with_border(chosen ? ColorRole::primary : ColorRole::line, chosen ? 0.7F : 0.4F)
                  .with_radius(size::radius)
                  .with_action(look.actions.add(std::move(event)));
  if (!picture.empty() && !tight(look.context)) e.add(icon(look, picture, ColorRole::primary, 13));
  return e;
}

}  // namespace

Element view(const About& screen, const Look& look) {
  const auto& about = screen.draft.about;
  std::vector<Element> genders;
  for (const auto gender : all_genders)
    genders.push_back(answer(look, key_of(gender), gender == Gender::woman ? meaning::woman : meaning::man,
                             about.gender == gender, event::ChooseGender{gender}));
  std::vector<Element> ages;
  for (const auto band : all_age_bands)
    ages.push_back(answer(look, key_of(band), {}, about.age_band == band, event::ChooseAgeBand{band}));
  const auto heading = [&](std::string_view key) {
    return word(look, key, {.role = TextRole::heading, .color = ColorRole::primary});
  };
  Element questions =
      column(heading("propose.about.gender"),
             grid(std::min(2, columns_for(look.context, 50)), std::move(genders)).with_gap(space::tight),
             heading("propose.about.age"),
             grid(std::min(3, columns_for(look.context, 62)), std::move(ages)).with_gap(space::tight))
          .with_gap(space::near);
  const bool answered = about.gender || about.age_band;
  return page(
      look,
      composed(look, {.head = title(look, "propose.about.title", "propose.about.help"), .hands = std::move(questions)}),
      {.out = back(look),
       .on = button(look, {.key = answered ? "nav.next" : "propose.about.skip",
                           .rank = Rank::primary,
                           .event = event::Continue{},
                           .forward = true})});
}

}  // namespace minbar::kiosk::propose
