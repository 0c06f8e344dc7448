#include "kiosk/features/receipt/became.h"

#include <fmt/format.h>

#include <array>

#include "kiosk/parts/frame.h"
#include "kiosk/parts/meaning.h"
#include "kiosk/parts/parts.h"
#include "kiosk/session/overloaded.h"
#include "sync/domain/time/date_text.h"

namespace minbar::kiosk::receipt {

using namespace ui;
using namespace parts;

Outcome update(Became, const Seen&, const Became::Hears& event) {
  // both lead to the next code
  return std::visit(overloaded{[](const event::Back&) -> Outcome { return {Follow{}}; },
                               [](const event::OpenFollow&) -> Outcome { return {Follow{}}; }},
                    event);
}

namespace {

// How things stand, told by a word, a picture and a ground.
struct Standing {
  std::string_view key;
  std::string_view text_key;  // what it means for the citizen; empty where an answer says it
  std::string_view icon;
  ColorRole ground;
  ColorRole ink;
};

Standing standing_of(AnswerState state) {
  switch (state) {
    case AnswerState::under_study:
      return {"became.under_study", {}, meaning::in_hand, ColorRole::warning, ColorRole::on_warning};
    case AnswerState::accepted:
      return {"became.accepted", {}, "check_circle", ColorRole::primary_soft, ColorRole::primary};
    case AnswerState::done:
      return {"became.done", {}, "done_all", ColorRole::primary, ColorRole::on_primary};
    case AnswerState::declined:
      return {"became.declined", {}, "do_not_disturb", ColorRole::sunken, ColorRole::ink};
    case AnswerState::elsewhere:
      return {"became.elsewhere", {}, meaning::elsewhere, ColorRole::sunken, ColorRole::ink};
  }
  return {};
}

Standing standing_of(Reached reached) {
  switch (reached) {
    case Reached::unknown:
      return {"became.unknown", "became.unknown.text", "help_outline", ColorRole::sunken, ColorRole::ink};
    case Reached::recorded:
      return {"became.recorded", "became.recorded.text", meaning::recorded, ColorRole::primary_soft,
              ColorRole::primary};
    case Reached::delivered:
      return {"became.delivered", "became.delivered.text", meaning::delivered, ColorRole::primary_soft,
              ColorRole::primary};
    case Reached::needs_desk:
      return {"became.needs_desk", "became.needs_desk.text", meaning::counter, ColorRole::warning,
              ColorRole::on_warning};
  }
  return {};
}

Standing standing_of(const Trail& trail) {
  return trail.answers.empty() ? standing_of(trail.reached) : standing_of(trail.answers.back().state);
}

std::string_view zone_of(const Look& look) {
  return look.kiosk.station ? std::string_view(look.kiosk.station->zone) : std::string_view();
}

Element day(const Look& look, std::string name, std::int64_t at_s, ColorRole color = ColorRole::ink_soft) {
  return worded(std::move(name), date_text(look.context.words, look.choices.language, at_s, zone_of(look)),
                {.role = TextRole::caption, .color = color});
}

Element standing_card(const Look& look, const Trail& trail) {
  const auto standing = standing_of(trail);
  const bool dark = standing.ground == ColorRole::primary;
  const bool narrow = tight(look.context);
  const float disc = short_of_room(look.context) ? 20.0F : 30.0F;
  Element words = column(word(look, standing.key, {.role = TextRole::title, .color = standing.ink}))
                      .with_gap(space::hair)
                      .with_justify(Justify::center);
  const bool explained = !standing.text_key.empty();
  const bool alone = trail.reached == Reached::unknown && !short_of_room(look.context);
  if (alone)  // there is nothing else to say
    return column(
               medallion(look, standing.icon, 56, ColorRole::surface, standing.ink),
               word(look, standing.key, {.role = TextRole::title, .color = standing.ink, .align = TextAlign::center}),
               word(look, standing.text_key, {.align = TextAlign::center}))
        .with_gap(space::step)
        .with_align(Align::center)
        .with_padding(space::far)
        .with_background(standing.ground)
        .with_radius(size::radius * 1.5F);
  if (explained && !narrow) words.add(word(look, standing.text_key));
  Element all = column(row(medallion(look, standing.icon, disc, dark ? ColorRole::on_primary : ColorRole::surface,
                                     dark ? ColorRole::primary : standing.ink),
                           std::move(words).with_grow())
                           .with_align(Align::center)
                           .with_gap(narrow ? space::near : space::step))
                    .with_gap(space::near);
  if (explained && narrow) all.add(word(look, standing.text_key));  // below, where a line has the whole width
  return std::move(all).with_padding(space::step).with_background(standing.ground).with_radius(size::radius * 1.5F);
}

// A label with its day at the end of the line, or below it where room is short.
Element dated(const Look& look, Element label, Element day) {
  if (tight(look.context)) return column(std::move(label), std::move(day));
  return row(std::move(label).with_grow(), std::move(day)).with_gap(space::near).with_align(Align::center);
}

Element answer_card(const Look& look, const Answer& answer) {
  return card(column(dated(look, word(look, "became.answer", {.role = TextRole::label, .color = ColorRole::primary}),
                           day(look, "answer.day", answer.answered_at_s)),
                     quoted(look, "answer.text", answer.text))
                  .with_gap(space::near));
}

Element earlier(const Look& look, const Trail& trail) {
  Element all = column(word(look, "became.earlier", {.role = TextRole::label, .color = ColorRole::ink_soft}))
                    .with_gap(space::near);
  for (std::size_t i = trail.answers.size() - 1; i-- > 0;) {
    const auto& answer = trail.answers[i];
    const auto standing = standing_of(answer.state);
    auto state = word(look, standing.key, {.role = TextRole::label});
    state.name += ".earlier";
    auto label = row(icon(look, standing.icon, ColorRole::ink_soft, 8), std::move(state).with_grow())
                     .with_gap(space::tight)
                     .with_align(Align::center);
    all.add(card(
        column(dated(look, std::move(label), day(look, fmt::format("became.earlier.day.{}", i), answer.answered_at_s)),
               quoted(look, fmt::format("became.earlier.text.{}", i), answer.text))
            .with_gap(space::tight)));
  }
  return all;
}

// One step of the way, with the line that leads to the next.
enum class Step : std::uint8_t { done, now, open };

struct Stop {
  std::string_view key;
  Step step = Step::open;
  std::optional<std::int64_t> at_s = {};
};

Element mark(const Look& look, Step step) {
  constexpr float side = 9;
  Element disc = layers()
                     .with_align(Align::center)
                     .with_width(side)
                     .with_height(side)
                     .with_radius(side / 2)
                     .with_border(step == Step::open ? ColorRole::line : ColorRole::primary, 0.6F)
                     .with_background(step == Step::done ? ColorRole::primary : ColorRole::surface);
  if (step == Step::done) disc.add(icon(look, "check", ColorRole::on_primary, 6));
  if (step == Step::now) disc.add(icon(look, meaning::in_hand, ColorRole::primary, 6));
  return disc;
}

Element stop_row(const Look& look, const Stop& stop, bool last) {
  Element way = column(mark(look, stop.step)).with_align(Align::center).with_width(9);
  if (!last)
    way.add(Element{}
                .with_width(0.9F)
                .with_min_height(space::step)
                .with_grow()
                .with_background(stop.step == Step::done ? ColorRole::primary : ColorRole::line));
  Element words = column(word(look, stop.key,
                              {.role = stop.step == Step::open ? TextRole::body : TextRole::label,
                               .color = stop.step == Step::open ? ColorRole::ink_soft : ColorRole::ink}))
                      .with_padding(Insets{0, space::hair, 0, last ? 0 : space::near});
  if (stop.at_s) words.add(day(look, std::string(stop.key) + ".day", *stop.at_s));
  return row(std::move(way), std::move(words).with_grow()).with_gap(space::near);
}

Element way(const Look& look, const Trail& trail) {
  const bool arrived = trail.reached == Reached::delivered;
  const bool answered = !trail.answers.empty();
  const bool decided = answered && trail.answers.back().state != AnswerState::under_study;
  std::array stops{
      Stop{"became.step.recorded", Step::done, trail.recorded_at_s},
      Stop{"became.step.delivered", arrived ? Step::done : Step::open},
      Stop{"became.step.studied", decided    ? Step::done
                                  : answered ? Step::now
                                             : Step::open},
      Stop{"became.step.answered", decided ? Step::done : Step::open},
  };
  if (answered) stops[decided ? 3 : 2].at_s = trail.answers.back().answered_at_s;
  Element all = column();
  for (std::size_t i = 0; i < stops.size(); ++i) all.add(stop_row(look, stops.at(i), i + 1 == stops.size()));
  return card(std::move(all));
}

// "Last heard from the centre": without it "no answer yet" would promise more than this kiosk knows.
Element heard(const Look& look, const Trail& trail) {
  const WordStyle style{.role = TextRole::caption, .color = ColorRole::ink_soft};
  Element text;
  if (trail.heard_at_s) {
    const auto language = look.context.words.shown_in(look.choices.language, "became.heard");
    const auto moment = moment_text(look.context.words, language, *trail.heard_at_s, zone_of(look));
    text = word(look, "became.heard", style, {{"moment", moment.text}});
  } else {
    text = word(look, "became.heard.never", style);
  }
  return row(icon(look, trail.heard_at_s ? "sync" : "sync_problem", ColorRole::ink_soft, 8),
             std::move(text).with_grow())
      .with_gap(space::near)
      .with_align(Align::center);
}

// Nothing here is touched: it stands in the middle while it fits.
Element body_of(const Look& look, Element head, Element content) {
  if (short_of_room(look.context)) return scrolled(look, std::move(head), std::move(content));
  return column(std::move(head), scroll(look, std::move(content), true)).with_gap(space::step);
}

}  // namespace

Element view(const Became& screen, const Look& look) {
  const auto& trail = screen.trail;
  const bool knows = trail.reached != Reached::unknown;
  Element told = column().with_gap(space::near);
  if (trail.newer_unreadable) told.add(remark(look, "became.newer"));
  told.add(standing_card(look, trail));
  if (!trail.answers.empty()) told.add(answer_card(look, trail.answers.back()));
  if (trail.answers.size() > 1) told.add(earlier(look, trail));
  const bool beside = landscape(look.context) && !short_of_room(look.context);
  Element content;
  if (beside && knows) {
    told.add(heard(look, trail));
    content = row(std::move(told).with_grow(1.7F), column(way(look, trail)).with_grow()).with_gap(space::step);
  } else {
    content = std::move(told);
    if (knows) content.add(way(look, trail));
    content.add(heard(look, trail));
  }
  Element head = word(look, "became.title", {.role = TextRole::heading, .color = ColorRole::ink_soft});
  return page(
      look, body_of(look, std::move(head), std::move(content)),
      {.out = button(look, {.key = "became.another", .event = event::OpenFollow{}, .icon = "search", .way_out = true}),
       .on = button(look,
                    {.key = "receipt.done", .rank = Rank::primary, .event = event::StartAgain{}, .icon = "check"})});
}

}  // namespace minbar::kiosk::receipt
