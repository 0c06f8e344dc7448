#include "kiosk/features/menu/menu.h"

#include <algorithm>

#include "kiosk/parts/composition.h"
#include "kiosk/parts/frame.h"
#include "kiosk/parts/meaning.h"
#include "kiosk/parts/parts.h"
#include "kiosk/session/opening.h"
#include "kiosk/session/overloaded.h"
#include "kiosk/session/service_order.h"

namespace minbar::kiosk::menu {

using namespace ui;
using namespace parts;

namespace {

// Off until a collectivity here has the number of its authorisation (law 09-08).
bool takes_petitions(const Kiosk& kiosk, const Content& content) {
  return kiosk.station && !content.petitions.addressees_at(kiosk.station->place, content.places).empty();
}

// Where staff has badges, none of them helps already, and something can be written with their help.
bool takes_badges(const Kiosk& kiosk, const Choices& choices, const Content& content) {
  if (!kiosk.station || choices.assisted_by) return false;
  const bool writes = offers(choices, "propose") || (offers(choices, "petitions") && takes_petitions(kiosk, content));
  return writes && !badges_at(content.badges, kiosk.station->place, content.places).empty();
}

}  // namespace

Outcome update(Menu screen, const Seen& seen, const Menu::Hears& event) {
  const auto& choices = seen.choices;
  const auto go = [&](bool open, Door door) -> Outcome {
    if (open) return {Leave{std::move(door)}};
    return {screen};
  };
  return std::visit(
      overloaded{[&](const event::OpenRating&) { return go(offers(choices, "rate"), door::Rate{}); },
                 [&](const event::ChooseService& chosen) {
                   return go(offers(choices, "rate"), door::RateService{chosen.service});
                 },
                 [&](const event::OpenProposal&) { return go(offers(choices, "propose"), door::Propose{}); },
                 [&](const event::OpenFollow&) { return go(offers(choices, "follow"), door::Follow{}); },
                 [&](const event::OpenPetitions&) { return go(offers(choices, "petitions"), door::Petitions{}); },
                 [&](const event::OpenCommitments&) { return go(offers(choices, "commitments"), door::Commitments{}); },
                 [&](const event::OpenAboutKiosk&) { return go(true, door::AboutKiosk{}); },
                 [&](const event::OpenBadge&) {
                   return go(takes_badges(seen.kiosk, choices, seen.context.content), door::Badge{});
                 }},
      event);
}

namespace {

// The large doors are seen at once, whatever else is not.
bool is_brief(const Context& context) { return low(context) || scant(context) || largest(context); }

Element door(const Look& look, Element picture, std::string_view key, std::string_view hint, Event event, bool brief) {
  const float least_height = tight(look.context) ? 44 : 56;
  Element words =
      column(word(look, key, {.role = brief ? TextRole::heading : TextRole::title, .color = ColorRole::primary}))
          .with_gap(space::hair)
          .with_justify(Justify::center);
  if (!brief) words.add(word(look, hint));
  Element e = row(std::move(picture), std::move(words).with_grow())
                  .with_name(std::string(key))
                  .with_align(Align::center)
                  .with_gap(space::step)
                  .with_padding(space::step, brief ? space::tight : space::step)
                  .with_min_height(brief ? 29.0F : least_height)
                  .with_background(ColorRole::surface)
                  .with_border(ColorRole::primary, 0.6F)
                  .with_radius(size::radius * 1.5F)
                  .with_action(look.actions.add(std::move(event)));
  if (!tight(look.context)) e.add(forward_icon(look, ColorRole::primary, 12));
  return e;
}

constexpr std::string_view menu_key = "menu.";  // what stays while an office is closed is named without it

// The doors below the two large ones, in their order. Another is another line.
struct LowerDoor {
  std::string_view key;
  std::string_view icon;
  Event event;
};

std::vector<LowerDoor> lower_doors(const Look& look) {
  std::vector<LowerDoor> doors;
  if (takes_petitions(look.kiosk, look.context.content))
    doors.push_back({"menu.petitions", meaning::petition, event::OpenPetitions{}});
  if (!look.context.content.commitments.all.empty())
    doors.push_back({"menu.commitments", meaning::commitments, event::OpenCommitments{}});
  doors.push_back({"menu.follow", meaning::follow, event::OpenFollow{}});
  return doors;
}

Element lower_card(const Look& look, LowerDoor door, bool brief) {
  if (!brief)
    return choice_card(look, {.name = std::string(door.key),
                              .icon = door.icon,
                              .title = word(look, door.key),
                              .event = std::move(door.event)});
  return row(icon(look, door.icon, ColorRole::primary, 8),
             word(look, door.key, {.role = TextRole::label, .color = ColorRole::primary}).with_grow())
      .with_name(std::string(door.key))
      .with_align(Align::center)
      .with_gap(space::near)
      .with_padding(space::near, space::hair)
      .with_min_height(size::target + 2)
      .with_background(ColorRole::surface)
      .with_border(ColorRole::line)
      .with_radius(size::radius)
      .with_action(look.actions.add(std::move(door.event)));
}

// In equal columns; one that is left over has a line of its own, so that there is no hole beside it.
void add_lower(const Look& look, Element& hands, bool brief) {
  auto doors = lower_doors(look);
  std::erase_if(doors, [&](const LowerDoor& door) { return !offers(look.choices, door.key.substr(menu_key.size())); });
  const int columns = std::clamp(columns_for(look.context, 80), 1, std::max(1, static_cast<int>(doors.size())));
  const std::size_t left_over = doors.size() % static_cast<std::size_t>(columns);
  std::vector<Element> cards, last;
  for (std::size_t i = 0; i < doors.size(); ++i)
    (i + left_over < doors.size() ? cards : last).push_back(lower_card(look, std::move(doors[i]), brief));
  const float gap = brief ? space::tight : space::near;
  if (!cards.empty()) hands.add(grid(columns, std::move(cards)).with_gap(gap));
  const auto beside = static_cast<int>(left_over);
  if (!last.empty()) hands.add(grid(beside, std::move(last)).with_gap(gap));
}

constexpr std::size_t services_at_hand = 6;

// What is rated most here, one touch from its faces.
Element services(const Look& look) {
  std::vector<Element> cards;
  for (const auto* service : services_in_order(look.context.content, look.kiosk)) {
    if (cards.size() == services_at_hand) break;
    cards.push_back(
        row(icon(look, service->icon, ColorRole::primary, 8),
            worded("service.name", service->name.in(look.choices.language), {.role = TextRole::key_word}).with_grow())
            .with_name("service." + service->id.value)
            .with_align(Align::center)
            .with_gap(space::tight)
            .with_padding(space::near, space::tight)
            .with_min_height(size::target + 4)
            .with_background(ColorRole::surface)
            .with_border(ColorRole::line)
            .with_radius(size::radius)
            .with_action(look.actions.add(event::ChooseService{service->id})));
  }
  return grid(3, std::move(cards)).with_gap(space::tight);
}

Element hands_of(const Look& look, bool brief, bool with_services) {
  const float picture = brief || tight(look.context) ? 22 : 34;
  std::vector<Element> doors;
  if (offers(look.choices, "rate"))
    doors.push_back(door(look, three_faces(picture), "menu.rate", "menu.rate.hint", event::OpenRating{}, brief));
  if (offers(look.choices, "propose"))
    doors.push_back(door(look, medallion(look, meaning::propose, picture, ColorRole::primary_soft, ColorRole::primary),
                         "menu.propose", "menu.propose.hint", event::OpenProposal{}, brief));
  const bool across = landscape(look.context) && !two_columns(look.context) && !tight(look.context);
  Element hands = column().with_gap(brief ? space::tight : space::near);
  const float gap = brief ? space::tight : space::near;
  if (with_services && offers(look.choices, "rate")) {  // each as high as it needs to be
    hands.add(column(std::move(doors.front()), services(look)).with_gap(space::tight));
    doors.erase(doors.begin());
  }
  if (!doors.empty()) hands.add(grid(across ? 2 : 1, std::move(doors)).with_gap(gap));
  add_lower(look, hands, brief);
  return hands;
}

// Of a wide panel, whose start column would be empty beside so many doors.
constexpr float welcome_mark_mm = 56;

Element greeting(const Look& look) {
  const WordStyle large{.role = TextRole::display};
  const auto* campaign = campaign_of(look.choices, look.context.content);
  Element words =
      column(campaign == nullptr ? word(look, "menu.title", large)
                                 : worded("campaign.title", campaign->title.in(look.choices.language), large))
          .with_gap(space::tight);
  if (!low(look.context))  // there the doors need its room
    words.add(word(look, "menu.subtitle", {.role = TextRole::heading, .color = ColorRole::ink_soft}));
  if (!two_columns(look.context)) return words;
  return column(row(mark(welcome_mark_mm, Ground::paper)), std::move(words)).with_gap(space::step);
}

Element promise(const Look& look) {
  if (look.choices.assisted_by) return helped_by(look);
  return row(icon(look, meaning::privacy, ColorRole::primary, 12),
             word(look, "menu.promise", {.color = ColorRole::ink_soft}).with_grow())
      .with_align(Align::center)
      .with_gap(space::near)
      .with_padding(space::near)
      .with_background(ColorRole::primary_soft)
      .with_radius(size::radius);
}

Foot foot_of(const Look& look) {
  Foot foot{
      .out = button(
          look, {.key = "menu.kiosk", .event = event::OpenAboutKiosk{}, .icon = meaning::kiosk, .icon_alone = true})};
  if (takes_badges(look.kiosk, look.choices, look.context.content))
    foot.on = button(look, {.key = "menu.assist", .event = event::OpenBadge{}, .icon = meaning::staff});
  return foot;
}

// The ways to stand with the doors in full, then in brief; with the promise and without it, but who helps is always
// said.
struct Ways {
  Matter ornate, whole, whole_unsaid, brief_said, brief;
};

Ways ways_of(const Look& look, bool with_services) {
  const Matter whole{
      .head = greeting(look), .said = promise(look), .hands = hands_of(look, false, with_services), .welcomes = true};
  const Matter brief{
      .head = greeting(look), .said = promise(look), .hands = hands_of(look, true, with_services), .welcomes = true};
  Ways out{whole, whole, whole, brief, brief};
  out.ornate.said = column(promise(look), ornament(look)).with_gap(space::step);
  if (look.choices.assisted_by) return out;
  out.whole_unsaid.said.reset();
  out.brief.said.reset();
  return out;
}

// Letters larger than the default would not fit on the small cards of the services.
bool has_room_for_services(const Context& context) {
  return context.panel.text_scale <= text_scales[default_text_size];
}

}  // namespace

// Where room is short the ornament goes first, then the promise or else the hints, then both, then the services; only
// then something scrolls.
Element view(const Menu&, const Look& look) {
  const Ways plain = ways_of(look, false);
  const Matter& least = is_brief(look.context) ? plain.brief : plain.whole;
  Element body = fitting(standing(look, plain.ornate), standing(look, plain.whole), standing(look, plain.brief),
                         composed(look, least));
  if (has_room_for_services(look.context)) {
    const Ways rich = ways_of(look, true);
    body = fitting(standing(look, rich.ornate), standing(look, rich.whole), standing(look, rich.whole_unsaid),
                   standing(look, rich.brief_said), standing(look, rich.brief), standing(look, plain.whole),
                   standing(look, plain.brief), composed(look, least));
  }
  return page(look, std::move(body), foot_of(look));
}

}  // namespace minbar::kiosk::menu
