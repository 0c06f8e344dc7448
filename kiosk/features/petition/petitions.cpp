#include "kiosk/features/petition/petitions.h"

#include <algorithm>

#include "kiosk/features/petition/petition_parts.h"
#include "kiosk/features/petition/start_draft.h"
#include "kiosk/parts/composition.h"
#include "kiosk/parts/frame.h"
#include "kiosk/parts/meaning.h"
#include "kiosk/session/overloaded.h"

namespace minbar::kiosk::petition {

using namespace ui;
using namespace parts;

Outcome update(Petitions, const Seen& seen, const Petitions::Hears& event) {
  return std::visit(
      overloaded{
          [&](const event::Back&) -> Outcome { return {Leave{door::Menu{}}}; },
          [&](const event::OpenPetition& chosen) -> Outcome { return {PetitionPage{.petition = chosen.petition}}; },
          [&](const event::StartPetition&) -> Outcome { return {StartKind{.draft = opened_draft(seen)}}; }},
      event);
}

namespace {

Element petition_card(const Look& look, const Petition& petition) {
  // One that takes no signatures stands on a quieter ground, its picture without colour.
  const bool open = state_of(petition, look.kiosk, look.context) == PetitionState::open;
  Element words = column(worded("shown.title", petition.title.in(look.choices.language),
                                {.role = TextRole::label, .color = open ? ColorRole::primary : ColorRole::ink_soft}),
                         addressee_line(look, petition.addressee))
                      .with_gap(space::hair);
  words.add(progress(look, petition, TextRole::caption));
  return row(medallion(look, meaning::petition, 15, open ? ColorRole::primary_soft : ColorRole::paper,
                       open ? ColorRole::primary : ColorRole::ink_soft),
             std::move(words).with_grow(), forward_icon(look, ColorRole::primary))
      .with_name("petition." + petition.id.value)
      .with_gap(space::near)
      .with_align(Align::center)
      .with_padding(space::near)
      .with_background(open ? ColorRole::surface : ColorRole::sunken)
      .with_border(ColorRole::line)
      .with_radius(size::radius)
      .with_action(look.actions.add(event::OpenPetition{petition.id}));
}

}  // namespace

Element view(const Petitions&, const Look& look) {
  const auto& content = look.context.content;
  Element list = column().with_gap(space::near);
  std::optional<Element> mark;
  const auto here = look.kiosk.station ? look.kiosk.station->place : PlaceCode{};
  const auto shown = content.petitions.shown_at(here, content.places);
  if (std::any_of(shown.begin(), shown.end(), [](const auto* one) { return one->sample; }))
    mark = petition_sample(look);
  std::vector<Element> cards;
  for (const auto* petition : shown) cards.push_back(petition_card(look, *petition));
  const int columns = broad_columns(look.context, 130, cards.size());
  list.add(grid(columns, std::move(cards)).with_gap(space::near));
  if (shown.empty()) list.add(card(word(look, "petitions.none")));
  if (!content.petitions.addressees_at(here, content.places).empty())
    list.add(
        button(look, {.key = "petitions.start", .event = event::StartPetition{}, .icon = "edit", .forward = true}));
  Element head = title(look, "petitions.title", "petitions.help");
  if (mark) head = column(std::move(head), *std::move(mark)).with_gap(space::near);
  Element body = composed(look, {.head = std::move(head), .hands = std::move(list), .broad = true});
  return page(look, std::move(body), {.out = back(look)});
}

}  // namespace minbar::kiosk::petition
