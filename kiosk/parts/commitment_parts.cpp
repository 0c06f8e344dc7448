#include "kiosk/parts/commitment_parts.h"

#include <algorithm>

#include "kiosk/parts/meaning.h"
#include "kiosk/session/overloaded.h"
#include "sync/domain/time/date_text.h"

namespace minbar::kiosk::parts {

using namespace ui;

namespace {

constexpr float step_width_mm = 9;
constexpr float step_height_mm = 4.5F;

Element step_bar(int made, int all) {
  Element bar = row().with_gap(space::hair).with_align(Align::center);
  for (int i = 0; i < all; ++i)
    bar.add(Element{}
                .with_width(step_width_mm)
                .with_height(step_height_mm)
                .with_radius(1)
                .with_background(i < made ? ColorRole::primary : ColorRole::surface)
                .with_border(ColorRole::primary, 0.5F)
                .as_rigid());
  return std::move(bar).as_rigid();
}

Element marked(Element mark, Element words) {
  return row(std::move(mark), std::move(words).with_grow()).with_gap(space::tight).with_align(Align::center);
}

std::string_view key_of(Potential potential) {
  switch (potential) {
    case Potential::unclear:
      return "potential.unclear";
    case Potential::modest:
      return "potential.modest";
    case Potential::substantial:
      return "potential.substantial";
  }
  return {};
}

}  // namespace

std::string_view key_of(Completion completion) {
  switch (completion) {
    case Completion::no_evidence:
      return "completion.no_evidence";
    case Completion::not_started:
      return "completion.not_started";
    case Completion::limited:
      return "completion.limited";
    case Completion::substantial:
      return "completion.substantial";
    case Completion::complete:
      return "completion.complete";
  }
  return {};
}

Element not_published(const Look& look) {
  return word(look, "commitment.not_published", {.color = ColorRole::ink_soft});
}

Element progress(const Look& look, const std::optional<Completion>& completion, TextRole role) {
  if (!completion)
    return marked(icon(look, "help_outline", ColorRole::ink_soft, 7),
                  word(look, "completion.unknown", {.role = role, .color = ColorRole::ink_soft}));
  auto words = word(look, key_of(*completion), {.role = role});
  if (*completion == Completion::no_evidence)
    return marked(icon(look, "search", ColorRole::primary, 7), std::move(words));
  const int made = static_cast<int>(*completion) - static_cast<int>(Completion::not_started);
  return marked(step_bar(made, 3), std::move(words));
}

Element potential(const Look& look, const std::optional<Potential>& potential) {
  if (!potential) return marked(icon(look, "help_outline", ColorRole::ink_soft, 7), not_published(look));
  auto words = word(look, key_of(*potential), {.role = TextRole::label});
  return marked(step_bar(static_cast<int>(*potential), 2), std::move(words));
}

Element member_line(const Look& look, const PlaceCode& place, const WordStyle& style) {
  auto label = place_label(look.context.content.places, look.context.words, look.choices.language, place);
  return row(icon(look, meaning::council, ColorRole::primary, 7),
             worded("promise.member", std::move(label), style).with_grow())
      .with_gap(space::tight)
      .with_align(Align::center);
}

Element commitment_line(const Look& look, const CommitmentId& id) {
  const auto* commitment = look.context.content.commitments.find(id);
  if (commitment == nullptr) return column();
  const auto* theme = look.context.content.find_theme(commitment->themes.front());
  Element words = column(worded("chosen.commitment", commitment->title.in(look.choices.language),
                                {.role = TextRole::label, .color = ColorRole::primary}))
                      .with_gap(space::hair);
  if (commitment->sample) words.add(sample_mark(look));
  return row(medallion(look, theme == nullptr ? meaning::commitments : theme->icon, 14, ColorRole::primary_soft,
                       ColorRole::primary),
             std::move(words).with_grow())
      .with_gap(space::near)
      .with_align(Align::center);
}

Element commitment_caption(const Look& look, const CommitmentId& id) {
  const auto* commitment = look.context.content.commitments.find(id);
  if (commitment == nullptr) return column();
  Element words = column(worded("chosen.commitment", commitment->title.in(look.choices.language),
                                {.role = TextRole::caption, .color = ColorRole::ink_soft}))
                      .with_gap(space::hair);
  if (commitment->sample) words.add(sample_mark(look));
  return words;
}

Wording date(const Look& look, const PartialDate& date) {
  return date_text(look.context.words, look.choices.language, date);
}

Element period(const Look& look, const Commitment& commitment) {
  const auto text = [&](const PartialDate& when) { return date(look, when).text; };
  const auto& [start, end] = std::tie(commitment.start, commitment.end);
  if (!start && !end) return not_published(look);
  if (start && end) {
    const auto from = text(*start), to = text(*end);
    return word(look, "commitment.from_to", {}, {{"from", from}, {"to", to}});
  }
  const auto when = text(start ? *start : *end);
  return word(look, start ? "commitment.from" : "commitment.until", {}, {{"date", when}});
}

Element sample_mark(const Look& look) {
  return row(
      row(icon(look, "info", ColorRole::on_warning, 6),
          word(look, "commitment.sample", {.role = TextRole::caption, .color = ColorRole::on_warning}).with_grow())
          .with_gap(space::tight)
          .with_align(Align::center)
          .with_padding(space::tight, space::hair)
          .with_background(ColorRole::warning)
          .with_radius(size::radius_key)
          .with_grow());
}

Element sample_remark(const Look& look) { return remark(look, "commitment.sample"); }

bool shows_samples(const Content& content) {
  const auto& all = content.commitments.all;
  return std::any_of(all.begin(), all.end(), [](const Commitment& one) { return one.sample; });
}

Element attribution(const Look& look) {
  return word(look, "commitments.attribution", {.role = TextRole::caption, .color = ColorRole::ink_soft});
}

std::vector<PlaceCode> places_around(const Look& look) {
  if (!look.kiosk.station) return {};
  return look.context.content.places.lineage(look.kiosk.station->place);
}

Browse browse_of(const CommitmentFilter& filter) {
  return std::visit(
      overloaded{[](const PlaceCode&) { return Browse::member; }, [](const ThemeId&) { return Browse::theme; },
                 [](const std::optional<Completion>&) { return Browse::progress; }},
      filter);
}

}  // namespace minbar::kiosk::parts
