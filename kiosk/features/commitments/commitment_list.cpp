#include "kiosk/features/commitments/commitment_list.h"

#include <algorithm>

#include "kiosk/parts/commitment_parts.h"
#include "kiosk/parts/composition.h"
#include "kiosk/parts/frame.h"
#include "kiosk/parts/meaning.h"
#include "kiosk/parts/parts.h"
#include "kiosk/session/overloaded.h"

namespace minbar::kiosk::commitments {

using namespace ui;
using namespace parts;

Outcome update(CommitmentList screen, const Seen&, const CommitmentList::Hears& event) {
  return std::visit(
      overloaded{[&](const event::Back&) -> Outcome { return {Exhibition{.by = browse_of(screen.filter)}}; },
                 [&](const event::OpenCommitment& open) -> Outcome {
                   return {CommitmentPage{.shown = {.id = open.commitment, .from = std::move(screen.filter)}}};
                 }},
      event);
}

namespace {

// What all of them have in common.
Element heading(const Look& look, const CommitmentFilter& filter) {
  constexpr WordStyle style{.role = TextRole::title};
  if (const auto* place = std::get_if<PlaceCode>(&filter))
    return worded("chosen.member",
                  place_label(look.context.content.places, look.context.words, look.choices.language, *place), style);
  if (const auto* id = std::get_if<ThemeId>(&filter)) {
    const auto* theme = look.context.content.find_theme(*id);
    return theme == nullptr ? column() : worded("chosen.theme", theme->name.in(look.choices.language), style);
  }
  return progress(look, std::get<std::optional<Completion>>(filter), TextRole::title);
}

Element commitment_card(const Look& look, const Commitment& commitment, bool of_one_member) {
  const auto* theme = look.context.content.find_theme(commitment.themes.front());
  Element words = column(worded("promise.title", commitment.title.in(look.choices.language),
                                {.role = TextRole::label, .color = ColorRole::primary}))
                      .with_gap(space::tight)
                      .with_justify(Justify::center);
  if (!of_one_member)
    words.add(member_line(look, commitment.member, {.role = TextRole::caption, .color = ColorRole::ink_soft}));
  words.add(progress(look, commitment.completion, TextRole::caption));
  if (commitment.sample) words.add(sample_mark(look));
  Element card = row(medallion(look, theme == nullptr ? meaning::commitments : theme->icon, 15, ColorRole::primary_soft,
                               ColorRole::primary),
                     std::move(words).with_grow());
  if (!tight(look.context)) card.add(forward_icon(look, ColorRole::primary));
  return std::move(card)
      .with_name("commitment." + commitment.id.value)
      .with_align(Align::center)
      .with_gap(space::near)
      .with_padding(space::step, space::near)
      .with_min_height(28)
      .with_background(ColorRole::surface)
      .with_border(ColorRole::line)
      .with_radius(size::radius)
      .with_action(look.actions.add(event::OpenCommitment{commitment.id}));
}

}  // namespace

Element view(const CommitmentList& screen, const Look& look) {
  const auto found = look.context.content.commitments.matching(screen.filter);
  const bool of_one_member = std::holds_alternative<PlaceCode>(screen.filter);
  std::vector<Element> cards;
  for (const auto* commitment : found) cards.push_back(commitment_card(look, *commitment, of_one_member));
  Element head = column(heading(look, screen.filter), word(look, "commitments.count", {.color = ColorRole::ink_soft},
                                                           {{"count", static_cast<std::int64_t>(found.size())}}))
                     .with_gap(space::hair);
  const int columns = broad_columns(look.context, 130, cards.size());
  Element list = column(grid(columns, std::move(cards)).with_gap(space::tight));
  if (std::any_of(found.begin(), found.end(), [](const auto* commitment) { return commitment->is_from_ogp(); }))
    list.add(attribution(look));
  Element body =
      composed(look, {.head = std::move(head), .hands = std::move(list).with_gap(space::step), .broad = true});
  return page(look, std::move(body), {.out = back(look)});
}

}  // namespace minbar::kiosk::commitments
