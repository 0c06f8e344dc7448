#include "kiosk/screens/start_review.h"

#include "kiosk/screens/form.h"
#include "kiosk/screens/frame.h"
#include "kiosk/screens/outcome.h"
#include "kiosk/screens/petition_parts.h"
#include "kiosk/screens/start_draft.h"

namespace minbar::kiosk::screen {

using namespace ui;
using namespace parts;

Outcome update(StartReview screen, const State& state, const Event& event, const Context& context) {
  if (std::holds_alternative<event::Back>(event)) return {StartWho{.draft = std::move(screen.draft)}};
  if (const auto* edit = std::get_if<event::EditStart>(&event)) {
    if (edit->step == StartStep::kind) return {StartKind{.draft = std::move(screen.draft)}};
    if (edit->step == StartStep::text)
      return {start_text_at(std::move(screen.draft), edit->open.value_or(Field::object))};
    return {start_who_at(std::move(screen.draft), edit->open.value_or(Field::name))};
  }
  if (std::holds_alternative<event::ToggleConsent>(event)) {
    screen.draft.consent = !screen.draft.consent;
    screen.needs_consent = false;
  }
  if (std::holds_alternative<event::Send>(event) && gaps_of(screen.draft).empty()) {
    if (screen.draft.consent) {
      auto effect = save(screen.draft, state, context.wall_s, context.content.version);
      return {Saving{.draft = std::move(screen.draft)}, {std::move(effect)}};
    }
    screen.needs_consent = true;
    screen.page = 0;
  }
  return {std::move(screen)};
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

Element what(const Look& look, const StartDraft& draft) {
  return column(quoted(look, "review.object", draft.object.text, {.role = TextRole::label}),
                quoted(look, "review.reasons", draft.reasons.text))
      .with_gap(space::hair);
}

Element who(const Look& look, const StartDraft& draft) {
  const auto start = start_of(draft);
  Element lines = column(quoted(look, "review.name", start.representative.name, {.role = TextRole::label}),
                         plain("review.national_id", start.representative.national_id, Language::en),
                         plain("review.contact", start.representative.contact, Language::en))
                      .with_gap(space::hair);
  if (start.association) lines.add(quoted(look, "review.association", start.association->name));
  return lines;
}

}  // namespace

Element view(const StartReview& screen, const State& state, const Context& context, Actions& actions) {
  const Look look{state, context, actions};
  const auto& draft = screen.draft;
  const auto gaps = gaps_of(draft);
  Element content = column().with_gap(space::near);
  if (state.assisted_by) content.add(helped_by(look));
  if (screen.needs_consent) content.add(remark(look, "sign.gap.consent"));
  for (const auto gap : gaps) content.add(gap_row(look, gap));
  content.add(form::answer_card(look, "start.review.to", addressee_line(look, draft.addressee),
                                event::EditStart{StartStep::kind}));
  if (gaps.empty()) {
    content.add(form::answer_card(look, "start.review.text", what(look, draft), event::EditStart{StartStep::text}));
    content.add(form::answer_card(look, "start.review.who", who(look, draft), event::EditStart{StartStep::who}));
    content.add(card(row(icon(look, "privacy_tip", ColorRole::primary, 11),
                         word(look, "start.notice", {}, {{"number", draft.authorisation}}).with_grow())
                         .with_gap(space::near)
                         .with_align(Align::start)));
    content.add(form::tick(look, {.key = "start.consent", .ticked = draft.consent, .event = event::ToggleConsent{}}));
  }
  const auto help = gaps.empty() ? "start.review.help" : "start.review.gaps";
  std::vector<Element> ways;
  ways.push_back(back(look));
  ways.push_back(start_again(look));
  ways.push_back(spacer());
  if (gaps.empty())
    ways.push_back(
        button(look, {.key = "propose.review.send", .rank = Rank::primary, .event = event::Send{}, .icon = "check"}));
  return page(look, scrolled(look, step_title(look, 4, "start.review.title", help, start_steps), std::move(content)),
              std::move(ways));
}

}  // namespace minbar::kiosk::screen
