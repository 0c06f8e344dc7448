#include "kiosk/features/petition/start_kind.h"

#include "kiosk/features/petition/petition_parts.h"
#include "kiosk/features/petition/start_draft.h"
#include "kiosk/parts/composition.h"
#include "kiosk/parts/form.h"
#include "kiosk/parts/frame.h"
#include "kiosk/parts/meaning.h"
#include "kiosk/session/overloaded.h"

namespace minbar::kiosk::petition {

using namespace ui;
using namespace parts;

Outcome update(StartKind screen, const Seen& seen, const StartKind::Hears& event) {
  return std::visit(
      overloaded{[&](const event::Back&) -> Outcome { return {Petitions{}}; },
                 [&](const event::ChoosePlace& chosen) -> Outcome {
                   address(screen.draft, chosen.place, seen.context.content);
                   return {std::move(screen)};
                 },
                 [&](const event::ChoosePetitioners& who) -> Outcome {
                   screen.draft.by_association = who.association;
                   return {std::move(screen)};
                 },
                 [&](const event::ToggleDeclaration& toggled) -> Outcome {
                   auto& declared = screen.draft.declared.at(toggled.nth);
                   declared = !declared;
                   return {std::move(screen)};
                 },
                 [&](const event::Continue&) -> Outcome { return {StartText{.draft = std::move(screen.draft)}}; }},
      event);
}

namespace {

constexpr std::array<std::string_view, 4> declarations{"start.declare.age", "start.declare.standing",
                                                       "start.declare.seat", "start.declare.activity"};

Element addressees(const Look& look, const StartDraft& draft) {
  const auto& content = look.context.content;
  const auto all =
      content.petitions.addressees_at(look.kiosk.station ? look.kiosk.station->place : PlaceCode{}, content.places);
  std::vector<Element> cards;
  for (const auto* one : all)
    cards.push_back(choice_card(look, {.name = "addressee." + one->place.value,
                                       .icon = meaning::council,
                                       .title = worded("addressee", place_label(content.places, content.words,
                                                                                look.choices.language, one->place)),
                                       .chosen = one->place == draft.addressee,
                                       .event = event::ChoosePlace{one->place}}));
  return grid(columns_for(look.context, 82), std::move(cards)).with_gap(space::tight);
}

Element petitioners(const Look& look, const StartDraft& draft) {
  std::vector<Element> cards;
  for (const bool association : {false, true})
    cards.push_back(choice_card(look, {.name = association ? "start.association" : "start.citizens",
                                       .icon = association ? meaning::association : meaning::person,
                                       .title = word(look, association ? "start.association" : "start.citizens"),
                                       .chosen = draft.by_association == association,
                                       .event = event::ChoosePetitioners{association}}));
  return grid(columns_for(look.context, 82), std::move(cards)).with_gap(space::tight);
}

// What the law asks of citizens: how many, and how they are spread over a region.
Element threshold(const Look& look, const StartDraft& draft) {
  const auto& content = look.context.content;
  const auto* place = content.places.find(draft.addressee);
  if (place == nullptr) return column();
  const auto wanted = content.petitions.threshold_for(*place);
  if (!wanted) return column();
  Element lines = column(word(look, "start.threshold", {}, {{"threshold", wanted->signatures}})).with_gap(space::hair);
  if (wanted->in_each_province() > 0)
    lines.add(word(look, "start.spread", {}, {{"count", wanted->in_each_province()}}));
  return card(row(icon(look, "info", ColorRole::primary, 9), std::move(lines).with_grow())
                  .with_gap(space::near)
                  .with_align(Align::center));
}

Element conditions(const Look& look, const StartDraft& draft) {
  Element out = column(word(look, "start.declare.title", {.role = TextRole::label})).with_gap(space::tight);
  for (std::size_t i = 0; i < declarations.size(); ++i)
    out.add(
        form::tick(look, {.key = declarations[i], .ticked = draft.declared[i], .event = event::ToggleDeclaration{i}}));
  return out;
}

}  // namespace

Element view(const StartKind& screen, const Look& look) {
  Element content = column(word(look, "start.to", {.role = TextRole::label}), addressees(look, screen.draft),
                           word(look, "start.by", {.role = TextRole::label}), petitioners(look, screen.draft))
                        .with_gap(space::near);
  if (screen.draft.by_association) content.add(conditions(look, screen.draft));
  Element head = column(step_title(look, 1, "start.kind.title", "start.kind.help", start_steps),
                        word(look, "petition.no_effect", {.role = TextRole::caption, .color = ColorRole::ink_soft}))
                     .with_gap(space::tight);
  if (!screen.draft.by_association) head.add(threshold(look, screen.draft));
  Element body = composed(look, {.head = std::move(head), .hands = std::move(content)});
  return page(
      look, std::move(body),
      {.out = back(look),
       .on = button(look, {.key = "nav.next", .rank = Rank::primary, .event = event::Continue{}, .forward = true})});
}

}  // namespace minbar::kiosk::petition
