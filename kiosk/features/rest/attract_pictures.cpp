#include "kiosk/features/rest/attract_pictures.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "kiosk/features/rest/attract_cards.h"
#include "kiosk/parts/commitment_parts.h"
#include "kiosk/parts/meaning.h"
#include "kiosk/parts/trust_parts.h"

namespace minbar::kiosk::rest {

using namespace ui;
using namespace parts;

namespace {

// Where letters are larger or the panel is low the doors need the room: what only invites or adorns gives way to them.
bool brief(const Context& context) { return low(context) || context.panel.text_scale > text_scales[default_text_size]; }

constexpr std::array<std::string_view, 7> day_keys{"closed.monday",   "closed.tuesday", "closed.wednesday",
                                                   "closed.thursday", "closed.friday",  "closed.saturday",
                                                   "closed.sunday"};
constexpr int days_by_name = 6;  // "on Monday" is the coming one

// "Opens on Monday at 08:30", in that language or the one it falls back to.
Wording next_opening(const Context& context, Language language, const Opening& closed) {
  const auto& words = context.words;
  if (!closed.next) return words.say(language, "closed.later");
  const auto& next = *closed.next;
  // arguments only look at their texts
  const auto clock = fmt::format("{:02}:{:02}", next.minute / 60, next.minute % 60);
  const Argument time{"time", clock};
  if (next.days_ahead == 0) return words.say(language, "closed.today", std::array{time});
  if (next.days_ahead == 1) return words.say(language, "closed.tomorrow", std::array{time});
  const bool by_name = next.days_ahead <= days_by_name;
  const auto shown = words.shown_in(language, by_name ? "closed.on_day" : "closed.on_date");
  const auto weekday = words.say(shown, day_keys.at(next.weekday - 1)).text;
  const Argument day{"day", weekday};
  if (by_name) return words.say(shown, "closed.on_day", std::array{day, time});
  const auto written = fmt::format("{:02}/{:02}/{}", static_cast<unsigned>(next.date.day()),
                                   static_cast<unsigned>(next.date.month()), static_cast<int>(next.date.year()));
  const Argument date{"date", written};
  return words.say(shown, "closed.on_date", std::array{day, date, time});
}

// That the office is closed and when it opens, in each language that can say it; beside doors in those that have room.
Element closed_notice(const Look& look, const Opening& closed, bool large) {
  const auto& words = look.context.words;
  const auto first_title = large && !brief(look.context) ? TextRole::display : TextRole::title;
  Element notice = column().with_gap(large ? space::step : space::near);
  for (const auto language : all_languages) {
    if (words.shown_in(language, "closed.title") != language) continue;
    const bool first = language == Language::ar;
    const bool cramped = short_of_room(look.context) && (!large || largest(look.context));
    const bool english = language == Language::en;  // the one of the four that is no language of the country
    if (!first && (cramped || (english && (!large || short_of_room(look.context))))) continue;
    const auto other = large ? TextRole::heading : TextRole::label;
    const std::string tag(tag_of(language));
    notice.add(column(worded("closed.title." + tag, words.say(language, "closed.title"),
                             {.role = first ? first_title : other,
                              .color = first ? ColorRole::ink : ColorRole::ink_soft,
                              .align = TextAlign::center}),
                      worded("closed.next." + tag, next_opening(look.context, language, closed),
                             {.role = first ? TextRole::heading : TextRole::body,
                              .color = first ? ColorRole::primary : ColorRole::ink_soft,
                              .align = TextAlign::center}))
                   .with_gap(space::hair));
  }
  return notice;
}

Element place(const Look& look) {
  if (!look.kiosk.station) return column();
  const WordStyle style{.role = TextRole::heading, .color = ColorRole::primary, .align = TextAlign::center};
  return column(plain("attract.place.ar", place_name(look, Language::ar), Language::ar, style),
                plain("attract.place.fr", place_name(look, Language::fr), Language::fr,
                      {.color = ColorRole::ink_soft, .align = TextAlign::center}))
      .with_gap(space::hair)
      .with_padding(space::far, 0);
}

// What a card says, in Arabic and, where there is room, in French: nobody has chosen a language yet.
template <class Text>
Element both(const Look& look, std::string_view name, const Text& text, TextRole role) {
  const auto shown = [&](Language language, TextRole in, ColorRole color) {
    return worded(fmt::format("{}.{}", name, tag_of(language)), text.in(language),
                  {.role = in, .color = color, .align = TextAlign::center});
  };
  Element lines = column(shown(Language::ar, role, ColorRole::ink)).with_gap(space::tight);
  if (!short_of_room(look.context)) lines.add(shown(Language::fr, TextRole::body, ColorRole::ink_soft));
  return lines;
}

Element small(const Look& look, std::string_view key) {
  const auto said = [&](Language language, TextAlign align) {
    return word_in(look, language, key, {.role = TextRole::caption, .color = ColorRole::primary, .align = align});
  };
  if (short_of_room(look.context)) return column(said(Language::ar, TextAlign::center));
  return row(said(Language::ar, TextAlign::end).with_grow(), mark(5, Ground::paper),
             said(Language::fr, TextAlign::start).with_grow())
      .with_gap(space::near)
      .with_align(Align::center);
}

// In both languages like what it is said of: who reads the one alone would believe what is invented.
Element example_mark(const Look& look, std::string_view key) {
  const auto said = [&](Language language, TextAlign align) {
    return word_in(look, language, key, {.role = TextRole::caption, .color = ColorRole::on_warning, .align = align});
  };
  Element sign = icon(look, "info", ColorRole::on_warning, 6);
  Element line = short_of_room(look.context)
                     ? row(spacer(), std::move(sign), said(Language::ar, TextAlign::start), spacer())
                     : row(said(Language::ar, TextAlign::end).with_grow(), std::move(sign),
                           said(Language::fr, TextAlign::start).with_grow());
  return std::move(line)
      .with_gap(space::tight)
      .with_align(Align::center)
      .with_padding(space::tight, space::hair)
      .with_background(ColorRole::warning)
      .with_radius(size::radius_key);
}

Element framed(const Look& look, std::string_view picture, Element words) {
  Element content = column().with_gap(low(look.context) ? space::tight : space::near);
  if (!brief(look.context)) content.add(emblem(look, picture, 30));
  for (auto& part : words.children) content.add(std::move(part));
  Element framed = card(std::move(content));
  if (low(look.context)) framed.padding = {space::near, space::near, space::near, space::near};
  return column(std::move(framed)).with_padding(space::wide, 0);
}

Element card_of(const Look& look, const Commitment& commitment) {
  const auto* theme = look.context.content.find_theme(commitment.themes.front());
  const bool small_print = short_of_room(look.context);
  Element words = column(small(look, "attract.commitment"),
                         both(look, "card.title", commitment.title, small_print ? TextRole::label : TextRole::title));
  const auto& context = look.context;
  auto member = place_label(context.content.places, context.words, Language::ar, commitment.member);
  words.add(worded("card.member", std::move(member), {.color = ColorRole::ink_soft, .align = TextAlign::center}));
  if (commitment.sample) words.add(example_mark(look, "commitment.sample"));
  return framed(look, theme == nullptr ? meaning::commitments : theme->icon, std::move(words));
}

Element card_of(const Look& look, const OutcomeCard& outcome) {
  const auto* theme = look.context.content.find_theme(outcome.theme);
  const bool small_print = short_of_room(look.context);
  Element words = column(small(look, "attract.said"), both(look, "card.said", outcome.said, TextRole::label),
                         small(look, "attract.did"),
                         both(look, "card.did", outcome.did, small_print ? TextRole::label : TextRole::heading));
  if (outcome.sample) words.add(example_mark(look, "attract.example"));
  return framed(look, theme == nullptr ? meaning::propose : theme->icon, std::move(words));
}

float star(const Look& look) {
  const float share = low(look.context) ? 0.13F : brief(look.context) || landscape(look.context) ? 0.17F : 0.25F;
  return std::min(86.0F, look.context.panel.height_mm() * share);
}

// Minbar's own picture.
Element welcome(const Look& look) {
  const bool few = brief(look.context);
  Element words = column().with_gap(space::tight).with_padding(space::far, 0);
  words.add(word(look, "attract.title", {.role = TextRole::display, .align = TextAlign::center}));
  if (!few) words.add(word(look, "attract.subtitle", {.color = ColorRole::ink_soft, .align = TextAlign::center}));
  Element sign = column(row(mark(star(look) * (few ? 1.0F : 0.8F), Ground::paper)).with_justify(Justify::center))
                     .with_gap(space::step);
  if (!few) sign.add(row(wordmark(24, ColorRole::primary)).with_justify(Justify::center));
  return column(std::move(sign), std::move(words), place(look)).with_gap(low(look.context) ? space::near : space::step);
}

// What this kiosk asks on these days, in its place.
Element asking(const Look& look, const Campaign& campaign) {
  const auto* theme = campaign.theme ? look.context.content.find_theme(*campaign.theme) : nullptr;
  const bool cramped = scant(look.context) || largest(look.context);
  const bool small_print = short_of_room(look.context);
  Element words = both(look, "campaign.title", campaign.title, small_print ? TextRole::heading : TextRole::display);
  if (!cramped)
    words.add(both(look, "campaign.text", campaign.text, small_print ? TextRole::label : TextRole::heading));
  if (campaign.sample) words.add(example_mark(look, "attract.example"));
  return framed(look, theme == nullptr ? meaning::question : theme->icon, std::move(words));
}

}  // namespace

Element closed_picture(const Look& look, const Opening& closed) {
  if (!closed.offers.empty()) return framed(look, meaning::opening_hours, closed_notice(look, closed, false));
  Element all = column(emblem(look, meaning::opening_hours, star(look)),
                       closed_notice(look, closed, true).with_padding(space::far, 0))
                    .with_gap(low(look.context) ? space::near : space::far);
  if (!brief(look.context)) all.add(place(look));
  return all;
}

Element attract_picture(const Look& look, std::size_t slide) {
  if (look.context.campaign != nullptr) return asking(look, *look.context.campaign);
  const auto shown = attract_card_at(attract_cards(look.context.content, look.kiosk.station), slide);
  if (!shown || scant(look.context) || largest(look.context)) return welcome(look);  // a card would have no room
  return std::visit([&](const auto* thing) { return card_of(look, *thing); }, *shown);
}

}  // namespace minbar::kiosk::rest
