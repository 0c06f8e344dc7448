#include "kiosk/features/petition/start_review.h"

#include "kiosk/features/petition/petition_parts.h"
#include "kiosk/features/petition/record.h"
#include "kiosk/features/petition/start_draft.h"
#include "kiosk/features/petition/start_text.h"
#include "kiosk/features/petition/start_who.h"
#include "kiosk/parts/composition.h"
#include "kiosk/parts/form.h"
#include "kiosk/parts/frame.h"
#include "kiosk/parts/meaning.h"
#include "kiosk/session/overloaded.h"
#include "kiosk/session/screen.h"

namespace minbar::kiosk::petition {

using namespace ui;
using namespace parts;

namespace {

Outcome start_step(StartDraft draft, const event::EditStart& edit) {
  switch (edit.step) {
    case StartStep::kind:
      break;
    case StartStep::text:
      return {start_text_at(std::move(draft), edit.open.value_or(Field::object))};
    case StartStep::who:
      return {start_who_at(std::move(draft), edit.open.value_or(Field::name))};
  }
  return {StartKind{.draft = std::move(draft)}};
}

Outcome sent(StartReview screen, const Seen& seen) {
  if (!gaps_of(screen.draft).empty()) return {std::move(screen)};
  if (screen.draft.consent) {
    const door::Receipt then{.code = screen.draft.code, .petition = true};
    return {Leave{door::Keep{.save = record_of(screen.draft, seen), .then = then}}};
  }
  screen.needs_consent = true;
  screen.page = last_page;  // where the box is
  return {std::move(screen)};
}

}  // namespace

Outcome update(StartReview screen, const Seen& seen, const StartReview::Hears& event) {
  return std::visit(
      overloaded{[&](const event::Back&) -> Outcome { return {StartWho{.draft = std::move(screen.draft)}}; },
                 [&](const event::EditStart& edit) -> Outcome { return start_step(std::move(screen.draft), edit); },
                 [&](const event::ToggleConsent&) -> Outcome {
                   screen.draft.consent = !screen.draft.consent;
                   screen.needs_consent = false;
                   return {std::move(screen)};
                 },
                 [&](const event::Send&) -> Outcome { return sent(std::move(screen), seen); }},
      event);
}

namespace {

event::EditStart where_filled(FormGap gap) {
  switch (gap) {
    case FormGap::object:
    case FormGap::object_too_long:
      return {StartStep::text, Field::object};
    case FormGap::reasons:
    case FormGap::reasons_too_long:
      return {StartStep::text, Field::reasons};
    case FormGap::representative_name:
      return {StartStep::who, Field::name};
    case FormGap::national_id:
    case FormGap::national_id_malformed:
      return {StartStep::who, Field::national_id};
    case FormGap::representative_contact:
      return {StartStep::who, Field::contact};
    case FormGap::association_name:
      return {StartStep::who, Field::association};
    default:
      return {StartStep::kind};
  }
}

// One gap, and a tap away where it is filled.
Element gap_row(const Look& look, FormGap gap) {
  const auto key = gap_word(gap);
  return row(icon(look, "warning", ColorRole::on_warning, 8),
             word(look, key, {.color = ColorRole::on_warning}).with_grow(), forward_icon(look, ColorRole::on_warning))
      .with_name(std::string(key))
      .with_gap(space::tight)
      .with_align(Align::center)
      .with_padding(space::near, space::hair)
      .with_min_height(size::target)
      .with_background(ColorRole::warning)
      .with_radius(size::radius_key)
      .with_action(look.actions.add(where_filled(gap)));
}

// What was written under the name of its field.
Element under(const Look& look, std::string_view field, Element value) {
  return column(word(look, field, {.role = TextRole::caption, .color = ColorRole::ink_soft}), std::move(value));
}

Element what(const Look& look, const StartDraft& draft) {
  return column(
             under(look, "start.object", quoted(look, "review.object", draft.object.text, {.role = TextRole::label})),
             under(look, "start.reasons", quoted(look, "review.reasons", draft.reasons.text)))
      .with_gap(space::tight);
}

Element who(const Look& look, const StartDraft& draft) {
  const auto start = start_of(draft);
  const auto& by = start.representative;
  Element lines = column(under(look, "start.name", quoted(look, "review.name", by.name, {.role = TextRole::label})),
                         under(look, "sign.national_id", plain("review.national_id", by.national_id, Language::en)),
                         under(look, "propose.author.contact", plain("review.contact", by.contact, Language::en)))
                      .with_gap(space::tight);
  if (start.association)
    lines.add(under(look, "start.association_name", quoted(look, "review.association", start.association->name)));
  return lines;
}

}  // namespace

Element view(const StartReview& screen, const Look& look) {
  const auto& draft = screen.draft;
  const auto gaps = gaps_of(draft);
  Element content = column().with_gap(space::near);
  if (look.choices.assisted_by) content.add(helped_by(look));
  content.add(form::answer_card(look, "start.review.to", addressee_line(look, draft.addressee),
                                event::EditStart{StartStep::kind}));
  if (gaps.empty()) {
    content.add(form::answer_card(look, "start.review.text", what(look, draft), event::EditStart{StartStep::text}));
    content.add(form::answer_card(look, "start.review.who", who(look, draft), event::EditStart{StartStep::who}));
    content.add(card(row(icon(look, meaning::privacy, ColorRole::primary, 11),
                         word(look, "start.notice", {}, {{"number", draft.authorisation}}).with_grow())
                         .with_gap(space::near)
                         .with_align(Align::start)));
  }
  Element hands = column().with_gap(space::near);
  for (const auto gap : gaps) hands.add(gap_row(look, gap));
  if (gaps.empty())
    hands = form::consent(look, {.key = "start.consent",
                                 .ticked = draft.consent,
                                 .event = event::ToggleConsent{},
                                 .missing = screen.needs_consent ? "sign.gap.consent" : ""});
  const auto help = gaps.empty() ? "start.review.help" : "start.review.gaps";
  Foot foot{.out = back(look), .sends = true};
  if (gaps.empty())
    foot.on =
        button(look, {.key = "propose.review.send", .rank = Rank::primary, .event = event::Send{}, .icon = "check"});
  return page(look,
              composed(look, {.head = step_title(look, 4, "start.review.title", help, start_steps),
                              .said = std::move(content),
                              .hands = std::move(hands)}),
              std::move(foot));
}

}  // namespace minbar::kiosk::petition
