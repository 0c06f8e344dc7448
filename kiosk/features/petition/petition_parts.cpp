#include "kiosk/features/petition/petition_parts.h"

#include <algorithm>
#include <string>

#include "kiosk/parts/meaning.h"
#include "sync/domain/time/date_text.h"
#include "sync/domain/time/local_time.h"

namespace minbar::kiosk::petition {

using namespace ui;
using namespace parts;

namespace {

const PetitionCount* count_of(const Look& look, const PetitionId& petition) {
  const auto& counts = look.kiosk.petition_counts;
  const auto found =
      std::find_if(counts.begin(), counts.end(), [&](const auto& one) { return one.petition == petition; });
  return found == counts.end() ? nullptr : &*found;
}

Element bar(std::int64_t part, std::int64_t whole) {
  const auto filled = static_cast<float>(std::clamp<std::int64_t>(part, 0, whole));
  Element out = row().with_height(4).with_background(ColorRole::line).with_radius(2);
  if (filled > 0) out.add(Element{}.with_grow(filled).with_background(ColorRole::primary).with_radius(2));
  if (filled < static_cast<float>(whole)) out.add(spacer(static_cast<float>(whole) - filled));
  return out;
}

CalendarDate today(const Kiosk& kiosk, const Context& context) {
  const auto local = local_time(in_ms(context.wall_s), kiosk.station ? kiosk.station->zone : "");
  return {local.year, local.month, local.day};
}

std::string_view state_key(PetitionState state) {
  switch (state) {
    case PetitionState::closing:
      return "petition.closing";
    case PetitionState::closed:
      return "petition.closed";
    case PetitionState::draft:
    case PetitionState::open:
      break;
  }
  return "petition.open";
}

std::string moment(const Look& look, std::int64_t utc_s) {
  return moment_text(look.context.words, look.choices.language, utc_s, look.kiosk.station->zone).text;
}

}  // namespace

PetitionState state_of(const Petition& petition, const Kiosk& kiosk, const Context& context) {
  const bool over = petition.state == PetitionState::open && today(kiosk, context) > petition.closes;
  return over ? PetitionState::closing : petition.state;
}

Element addressee_line(const Look& look, const PlaceCode& addressee) {
  const auto& content = look.context.content;
  return worded("shown.addressee", place_label(content.places, content.words, look.choices.language, addressee),
                {.role = TextRole::caption, .color = ColorRole::ink_soft});
}

Element progress(const Look& look, const Petition& petition, TextRole role) {
  const auto* count = count_of(look, petition.id);
  Element out = column().with_gap(space::hair);
  if (count != nullptr) {
    out.add(bar(count->signatures, petition.threshold.signatures));
    out.add(word(look, "petition.progress", {.role = role},
                 {{"signatures", count->signatures}, {"threshold", petition.threshold.signatures}}));
  } else {
    out.add(word(look, "petition.wanted", {.role = role}, {{"threshold", petition.threshold.signatures}}));
  }
  if (const auto state = state_of(petition, look.kiosk, look.context); state != PetitionState::open)
    out.add(word(look, state_key(state), {.role = TextRole::caption, .color = ColorRole::ink_soft}));
  return out;
}

std::optional<Element> big_count(const Look& look, const Petition& petition) {
  const auto* count = count_of(look, petition.id);
  if (count == nullptr) return std::nullopt;
  return plain("petition.count", std::to_string(count->signatures), Language::en,
               {.role = TextRole::display, .color = ColorRole::primary, .max_lines = 1});
}

Element freshness(const Look& look, const Petition& petition) {
  const auto* count = count_of(look, petition.id);
  const WordStyle style{.role = TextRole::caption, .color = ColorRole::ink_soft};
  if (count == nullptr || !look.kiosk.station) return word(look, "petition.not_counted", style);
  if (!count->complete_up_to_s) return column();
  return word(look, "petition.complete", style, {{"time", moment(look, *count->complete_up_to_s)}});
}

std::vector<Element> reservations(const Look& look, const Petition& petition) {
  const auto* count = count_of(look, petition.id);
  const WordStyle style{.role = TextRole::caption, .color = ColorRole::ink_soft};
  std::vector<Element> out;
  if (count == nullptr || !look.kiosk.station) return out;
  if (count->silent_kiosks > 0) out.push_back(word(look, "petition.silent", style, {{"count", count->silent_kiosks}}));
  if (count->lost_records > 0) out.push_back(word(look, "petition.lost", style, {{"count", count->lost_records}}));
  out.push_back(word(look, "petition.heard", style, {{"time", moment(look, count->counted_at_s)}}));
  return out;
}

Element petition_sample(const Look& look) { return remark(look, "petition.sample"); }

Element petition_line(const Look& look, const PetitionId& petition) {
  const auto* found = look.context.content.petitions.find(petition);
  if (found == nullptr) return column();
  return row(icon(look, meaning::petition, ColorRole::primary, 9),
             worded("chosen.petition", found->title.in(look.choices.language),
                    {.role = TextRole::label, .color = ColorRole::primary})
                 .with_grow())
      .with_gap(space::tight)
      .with_align(Align::center);
}

std::string_view gap_word(FormGap gap) {
  switch (gap) {
    case FormGap::given_name:
      return "form.gap.given_name";
    case FormGap::family_name:
      return "form.gap.family_name";
    case FormGap::national_id:
      return "form.gap.national_id";
    case FormGap::national_id_malformed:
      return "form.gap.national_id_malformed";
    case FormGap::residence:
      return "form.gap.residence";
    case FormGap::electoral_list:
      return "form.gap.electoral_list";
    case FormGap::not_on_the_list:
      return "form.gap.not_on_the_list";
    case FormGap::ink:
      return "form.gap.ink";
    case FormGap::ink_too_small:
      return "form.gap.ink_too_small";
    case FormGap::addressee:
      return "form.gap.addressee";
    case FormGap::object:
      return "form.gap.object";
    case FormGap::object_too_long:
      return "form.gap.object_too_long";
    case FormGap::reasons:
      return "form.gap.reasons";
    case FormGap::reasons_too_long:
      return "form.gap.reasons_too_long";
    case FormGap::representative_name:
      return "form.gap.representative_name";
    case FormGap::representative_contact:
      return "form.gap.representative_contact";
    case FormGap::association_name:
      return "form.gap.association_name";
    case FormGap::association_conditions:
      return "form.gap.association_conditions";
    case FormGap::authorisation:
      return "form.gap.authorisation";
  }
  return "form.gap.authorisation";
}

Wording day_text(const Look& look, const CalendarDate& day) {
  return date_text(look.context.words, look.choices.language, day);
}

}  // namespace minbar::kiosk::petition
