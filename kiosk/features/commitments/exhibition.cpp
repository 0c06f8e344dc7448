#include "kiosk/features/commitments/exhibition.h"

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

Outcome update(Exhibition, const Seen&, const Exhibition::Hears& event) {
  return std::visit(
      overloaded{
          [&](const event::Back&) -> Outcome { return {Leave{door::Menu{}}}; },
          [&](const event::BrowseCommitments& browse) -> Outcome { return {Exhibition{.by = browse.by}}; },
          [&](const event::ShowCommitments& show) -> Outcome { return {CommitmentList{.filter = show.filter}}; }},
      event);
}

namespace {

std::string_view key_of(Browse by) {
  switch (by) {
    case Browse::member:
      return "commitments.by_member";
    case Browse::theme:
      return "commitments.by_theme";
    case Browse::progress:
      return "commitments.by_progress";
  }
  return {};
}

std::string_view icon_of(Browse by) {
  switch (by) {
    case Browse::member:
      return meaning::council;
    case Browse::theme:
      return meaning::subjects;
    case Browse::progress:
      return meaning::progress;
  }
  return {};
}

// One of three ways; the one taken has a tick, so that colour is not alone.
Element way(const Look& look, Browse by, bool taken) {
  const ColorRole ink = taken ? ColorRole::on_primary : ColorRole::primary;
  const bool lying = tight(look.context);
  auto name = word(look, key_of(by),
                   {.role = TextRole::label, .color = ink, .align = lying ? TextAlign::start : TextAlign::center});
  if (lying) name.grow = 1;
  auto picture = icon(look, taken ? "check" : icon_of(by), ink, 9);
  Element card = lying ? row(std::move(picture), std::move(name)) : column(std::move(picture), std::move(name));
  return std::move(card)
      .with_name(std::string(key_of(by)))
      .with_align(Align::center)
      .with_justify(lying ? Justify::start : Justify::center)
      .with_gap(lying ? space::near : space::hair)
      .with_padding(lying ? space::near : space::hair, space::tight)
      .with_min_height(size::button)
      .with_background(taken ? ColorRole::primary : ColorRole::surface)
      .with_border(ColorRole::primary, 0.5F)
      .with_radius(size::radius)
      .with_action(look.actions.add(event::BrowseCommitments{by}));
}

Element ways(const Look& look, Browse taken) {
  std::vector<Element> cards;
  for (const auto by : {Browse::member, Browse::theme, Browse::progress}) cards.push_back(way(look, by, by == taken));
  return grid(tight(look.context) ? 1 : 3, std::move(cards)).with_gap(space::tight);
}

std::vector<PlaceCode> members_of(const Look& look) {
  const auto& commitments = look.context.content.commitments;
  std::vector<PlaceCode> members;
  const auto add = [&](const PlaceCode& place) {
    if (std::find(members.begin(), members.end(), place) == members.end()) members.push_back(place);
  };
  for (const auto& commitment : commitments.all) {
    add(commitment.member);
    for (const auto& other : commitment.co_members) add(other);
  }
  const auto around = places_around(look);
  const auto rank = [&](const PlaceCode& place) {
    const auto near = std::find(around.begin(), around.end(), place) - around.begin();
    return std::pair(near, -static_cast<std::ptrdiff_t>(commitments.matching(place).size()));
  };
  std::stable_sort(members.begin(), members.end(), [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
  return members;
}

Element count(const Look& look, const CommitmentFilter& filter) {
  const auto number = look.context.content.commitments.matching(filter).size();
  return word(look, "commitments.count", {}, {{"count", static_cast<std::int64_t>(number)}});
}

std::vector<Element> member_cards(const Look& look) {
  const auto around = places_around(look);
  std::vector<Element> cards;
  for (const auto& place : members_of(look)) {
    const bool here = std::find(around.begin(), around.end(), place) != around.end();
    cards.push_back(
        choice_card(look, {.name = "member." + place.value,
                           .icon = here ? meaning::place : meaning::council,
                           .title = worded("member.name", place_label(look.context.content.places, look.context.words,
                                                                      look.choices.language, place)),
                           .hint = count(look, place),
                           .event = event::ShowCommitments{place}}));
  }
  return cards;
}

std::vector<Element> theme_cards(const Look& look) {
  std::vector<Element> cards;
  for (const auto& theme : look.context.content.themes) {
    if (look.context.content.commitments.matching(theme.id).empty()) continue;
    cards.push_back(choice_card(look, {.name = "theme." + theme.id.value,
                                       .icon = theme.icon,
                                       .title = worded("theme.name", theme.name.in(look.choices.language)),
                                       .hint = count(look, theme.id),
                                       .event = event::ShowCommitments{theme.id}}));
  }
  return cards;
}

std::vector<Element> progress_cards(const Look& look) {
  std::vector<std::optional<Completion>> steps(all_completions.rbegin(), all_completions.rend());
  steps.emplace_back();
  std::vector<Element> cards;
  for (const auto& step : steps) {
    if (look.context.content.commitments.matching(step).empty()) continue;
    auto name = "progress." + std::string(step ? name_of(*step) : "unknown");
    Element number = count(look, step);
    number.role = TextRole::caption;
    number.color = ColorRole::ink_soft;
    cards.push_back(column(progress(look, step, TextRole::label), std::move(number))
                        .with_name(std::move(name))
                        .with_gap(space::tight)
                        .with_justify(Justify::center)
                        .with_padding(space::step, space::tight)
                        .with_min_height(24)
                        .with_background(ColorRole::surface)
                        .with_border(ColorRole::line)
                        .with_radius(size::radius)
                        .with_action(look.actions.add(event::ShowCommitments{step})));
  }
  return cards;
}

std::vector<Element> cards_of(const Look& look, Browse by) {
  switch (by) {
    case Browse::member:
      return member_cards(look);
    case Browse::theme:
      return theme_cards(look);
    case Browse::progress:
      break;
  }
  return progress_cards(look);
}

}  // namespace

Element view(const Exhibition& screen, const Look& look) {
  auto found = cards_of(look, screen.by);
  const int columns = broad_columns(look.context, 82, found.size());
  Element cards = column(ways(look, screen.by), grid(columns, std::move(found)).with_gap(space::tight));
  if (shows_samples(look.context.content)) cards.add(sample_remark(look));
  Element body = composed(look, {.head = title(look, "commitments.title", "commitments.help"),
                                 .hands = std::move(cards).with_gap(space::step),
                                 .broad = true});
  return page(look, std::move(body), {.out = back(look)});
}

}  // namespace minbar::kiosk::commitments
