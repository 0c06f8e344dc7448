#include "kiosk/features/petition/petition_page.h"

#include "kiosk/features/petition/petition_parts.h"
#include "kiosk/features/petition/sign_draft.h"
#include "kiosk/parts/composition.h"
#include "kiosk/parts/frame.h"
#include "kiosk/parts/meaning.h"
#include "kiosk/session/overloaded.h"

namespace minbar::kiosk::petition {

using namespace ui;
using namespace parts;

Outcome update(PetitionPage screen, const Seen& seen, const PetitionPage::Hears& event) {
  return std::visit(
      overloaded{[&](const event::Back&) -> Outcome { return {Petitions{}}; },
                 [&](const event::SignPetition&) -> Outcome {
                   const auto* petition = seen.context.content.petitions.find(screen.petition);
                   if (petition == nullptr || state_of(*petition, seen.kiosk, seen.context) != PetitionState::open)
                     return {std::move(screen)};
                   return {SignWho{.draft = opened_signature(*petition, seen)}};
                 }},
      event);
}

namespace {

Element fact(const Look& look, std::string_view icon_name, Element text) {
  return row(icon(look, icon_name, ColorRole::primary, 8), std::move(text).with_grow())
      .with_gap(space::tight)
      .with_align(Align::center);
}

Element facts(const Look& look, const Petition& petition) {
  const auto closes = day_text(look, petition.closes);
  return column(fact(look, meaning::council, addressee_line(look, petition.addressee)),
                fact(look, meaning::person,
                     word(look, "petition.representative", {}, {{"name", petition.representative}})),
                fact(look, meaning::deadline, word(look, "petition.until", {}, {{"date", closes.text}})))
      .with_gap(space::tight);
}

}  // namespace

Element view(const PetitionPage& screen, const Look& look) {
  const auto* petition = look.context.content.petitions.find(screen.petition);
  if (petition == nullptr)
    return page(look, at_rest_in_the_middle(look, {word(look, "petition.gone", {.align = TextAlign::center})}),
                {.out = back(look)});
  Element head = column(word(look, "petition.asks", {.color = ColorRole::ink_soft}),
                        worded("shown.title", petition->title.in(look.choices.language), {.role = TextRole::title}))
                     .with_gap(space::hair);
  Element figures =
      column(progress(look, *petition, TextRole::label), freshness(look, *petition)).with_gap(space::tight);
  if (auto count = big_count(look, *petition)) {
    Element beside = tight(look.context) ? column(*std::move(count), std::move(figures))
                                         : row((*std::move(count)).as_rigid(), std::move(figures).with_grow());
    figures = std::move(beside).with_gap(tight(look.context) ? space::tight : space::step);
  }
  Element text = worded("shown.text", petition->text.in(look.choices.language));
  Element small_print = column().with_gap(space::tight);
  for (auto& line : reservations(look, *petition)) small_print.add(std::move(line));
  small_print.add(word(look, "petition.no_effect", {.role = TextRole::caption, .color = ColorRole::ink_soft}));
  Foot foot{.out = back(look)};
  if (state_of(*petition, look.kiosk, look.context) == PetitionState::open)
    foot.on = button(
        look,
        {.key = "petition.sign", .rank = Rank::primary, .event = event::SignPetition{}, .icon = meaning::petition});
  Element content = column().with_gap(space::step);
  if (petition->sample) content.add(petition_sample(look));
  if (two_columns(look.context)) {  // a line across a wide panel is too long to read
    content.add(std::move(text));
    content.add(std::move(small_print));
    Element known = column(card(std::move(figures)), card(facts(look, *petition))).with_gap(space::step);
    return page(look, composed(look, {.head = std::move(head), .said = std::move(content), .hands = std::move(known)}),
                std::move(foot));
  }
  content.add(card(std::move(figures)));
  content.add(std::move(text));
  content.add(card(facts(look, *petition)));
  content.add(std::move(small_print));
  return page(look, scrolled(look, std::move(head), std::move(content)), std::move(foot));
}

}  // namespace minbar::kiosk::petition
