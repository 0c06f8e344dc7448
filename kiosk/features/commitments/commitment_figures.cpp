#include "kiosk/features/commitments/commitment_figures.h"

#include <algorithm>

#include "kiosk/parts/commitment_parts.h"

namespace minbar::kiosk::commitments {

using namespace ui;
using namespace parts;

namespace {

constexpr float node_mm = 10;
constexpr float marker_mm = 7;
constexpr float line_mm = 1.2F;

Element head(const Look& look, std::string_view key) {
  return word(look, key, {.role = TextRole::heading, .color = ColorRole::primary});
}

Element ring(float size_mm) {
  return layers(shape(Shape::circle, ColorRole::primary, size_mm),
                shape(Shape::circle, ColorRole::surface, size_mm * 0.7F))
      .with_align(Align::center)
      .with_width(size_mm)
      .with_height(size_mm);
}

// Told apart without colour: a tick, a heart in a ring, an empty ring, a question.
Element node(const Look& look, const std::optional<MilestoneState>& state) {
  if (!state)
    return layers(ring(node_mm), icon(look, "help_outline", ColorRole::primary, 6))
        .with_align(Align::center)
        .with_width(node_mm)
        .with_height(node_mm);
  switch (*state) {
    case MilestoneState::done:
      return medallion(look, "check", node_mm, ColorRole::primary, ColorRole::on_primary);
    case MilestoneState::under_way:
      return layers(ring(node_mm), shape(Shape::circle, ColorRole::primary, node_mm * 0.4F))
          .with_align(Align::center)
          .with_width(node_mm)
          .with_height(node_mm);
    case MilestoneState::not_started:
      break;
  }
  return ring(node_mm);
}

std::string_view key_of(const std::optional<MilestoneState>& state) {
  if (!state) return "milestone.unknown";
  switch (*state) {
    case MilestoneState::done:
      return "milestone.done";
    case MilestoneState::under_way:
      return "milestone.under_way";
    case MilestoneState::not_started:
      break;
  }
  return "milestone.not_started";
}

// The line goes on to the next one.
Element milestone(const Look& look, const Milestone& one, bool last) {
  Element rail = column(node(look, one.state)).with_align(Align::center).with_width(node_mm);
  if (!last) rail.add(Element{}.with_width(line_mm).with_grow().with_background(ColorRole::primary));
  Element words = column(worded("step.title", one.title.in(look.choices.language), {.role = TextRole::label}))
                      .with_gap(space::hair)
                      .with_padding(Insets{0, space::hair, 0, last ? 0 : space::step});
  words.add(word(look, key_of(one.state), {.role = TextRole::caption, .color = ColorRole::ink_soft}));
  if (one.due) {
    const auto due = date(look, *one.due);
    words.add(
        word(look, "milestone.due", {.role = TextRole::caption, .color = ColorRole::ink_soft}, {{"date", due.text}}));
  }
  return row(std::move(rail).as_rigid(), std::move(words).with_grow()).with_gap(space::near);
}

// --- indicators

struct Scale {
  std::int64_t most = 1;
  [[nodiscard]] float place_of(std::int64_t value) const {
    return static_cast<float>(static_cast<double>(value) / static_cast<double>(most));
  }
};

// From nothing to the largest of the three.
Scale scale_of(const Indicator& indicator) {
  Scale scale;
  for (const auto* measured : {&indicator.baseline, &indicator.latest, &indicator.target})
    if (*measured) scale.most = std::max(scale.most, (*measured)->value);
  return scale;
}

Element at(float place, Element marker) {
  return row(spacer(place), std::move(marker).as_rigid(), spacer(1 - place)).with_align(Align::center);
}

// Three marks on one line, which runs with the reading direction.
Element plot(const Look& look, const Indicator& indicator) {
  const auto scale = scale_of(indicator);
  const auto along = [](Element line) {
    return column(spacer(), std::move(line), spacer()).with_padding(marker_mm / 2, 0);
  };
  Element marks = layers(along(Element{}.with_height(line_mm).with_background(ColorRole::line)));
  if (indicator.baseline && indicator.latest) {
    const auto [low, high] =
        std::minmax({scale.place_of(indicator.baseline->value), scale.place_of(indicator.latest->value)});
    Element way =
        row(spacer(low), Element{}.with_height(2 * line_mm).with_grow(high - low).with_background(ColorRole::primary),
            spacer(1 - high));
    marks.add(along(std::move(way)));
  }
  if (indicator.target)
    marks.add(at(scale.place_of(indicator.target->value),
                 column(icon(look, "flag", ColorRole::primary, marker_mm), spacer())));
  if (indicator.baseline) marks.add(at(scale.place_of(indicator.baseline->value), ring(marker_mm)));
  if (indicator.latest)
    marks.add(
        at(scale.place_of(indicator.latest->value), layers(shape(Shape::circle, ColorRole::primary, marker_mm * 0.8F))
                                                        .with_align(Align::center)
                                                        .with_width(marker_mm)
                                                        .with_height(marker_mm)));
  return std::move(marks).with_height(3 * marker_mm);
}

// The catalogue isolates a number from the sentence around it; here nothing is around it, and the sign of percent would
// change sides in Arabic.
Wording alone(Wording wording) {
  for (const std::string_view mark : {"\u2068", "\u2069"})
    for (auto at = wording.text.find(mark); at != std::string::npos; at = wording.text.find(mark, at))
      wording.text.erase(at, mark.size());
  return wording;
}

Element value_of(const Look& look, const Indicator& indicator, const Measured& measured) {
  const auto key = indicator.unit ? "indicator.value" : "indicator.percent";
  return worded(
      key, alone(look.context.words.say(look.choices.language, key, std::array{Argument{"value", measured.value}})),
      {.role = TextRole::label});
}

Element legend(const Look& look, const Indicator& indicator, Element marker, std::string_view key,
               const std::optional<Measured>& measured) {
  Element name = column(word(look, key)).with_gap(space::hair);
  if (measured && measured->date)
    name.add(
        worded("figure.date", date(look, *measured->date), {.role = TextRole::caption, .color = ColorRole::ink_soft}));
  return row(std::move(marker).as_rigid(), std::move(name).with_grow(),
             measured ? value_of(look, indicator, *measured).as_rigid() : not_published(look).as_rigid())
      .with_gap(space::near)
      .with_align(Align::center);
}

Element indicator_figure(const Look& look, const Indicator& indicator) {
  Element figure = column(worded("figure.name", indicator.name.in(look.choices.language), {.role = TextRole::label}))
                       .with_gap(space::tight);
  if (indicator.unit)
    figure.add(worded("figure.unit", indicator.unit->in(look.choices.language),
                      {.role = TextRole::caption, .color = ColorRole::ink_soft}));
  figure.add(plot(look, indicator));
  figure.add(legend(look, indicator, ring(marker_mm), "indicator.baseline", indicator.baseline));
  figure.add(legend(look, indicator, shape(Shape::circle, ColorRole::primary, marker_mm), "indicator.latest",
                    indicator.latest));
  figure.add(
      legend(look, indicator, icon(look, "flag", ColorRole::primary, marker_mm), "indicator.target", indicator.target));
  return figure;
}

}  // namespace

Element milestones(const Look& look, const Commitment& commitment) {
  Element list = column(head(look, "commitment.milestones"));
  if (!commitment.milestones) {
    list.add(not_published(look));
    return card(std::move(list).with_gap(space::tight));
  }
  Element line = column();
  const auto& all = *commitment.milestones;
  for (std::size_t i = 0; i < all.size(); ++i) line.add(milestone(look, all[i], i + 1 == all.size()));
  list.add(std::move(line));
  return card(std::move(list).with_gap(space::near));
}

Element indicators(const Look& look, const Commitment& commitment) {
  Element list = column(head(look, "commitment.indicators"));
  if (!commitment.indicators) {
    list.add(not_published(look));
    return card(std::move(list).with_gap(space::tight));
  }
  for (const auto& indicator : *commitment.indicators) list.add(indicator_figure(look, indicator));
  return card(std::move(list).with_gap(space::step));
}

}  // namespace minbar::kiosk::commitments
