#include "kiosk/features/petition/sign_review.h"

#include "kiosk/features/petition/petition_parts.h"
#include "kiosk/features/petition/record.h"
#include "kiosk/features/petition/sign_draft.h"
#include "kiosk/features/petition/sign_ink.h"
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

Outcome step(SignStep step, SignDraft draft, bool asked_too_soon = false) {
  switch (step) {
    case SignStep::who:
      return {SignWho{.draft = std::move(draft), .asked_too_soon = asked_too_soon}};
    case SignStep::name:
      return {SignName{.draft = std::move(draft), .asked_too_soon = asked_too_soon}};
    case SignStep::home:
      draft.home_asked = true;
      return {SignHome{.draft = std::move(draft)}};
    case SignStep::ink:
      break;
  }
  return {SignInk{.draft = std::move(draft), .asked_too_soon = asked_too_soon}};
}

Outcome sent(SignReview screen, const Seen& seen) {
  if (const auto gaps = gaps_of(screen.draft); !gaps.empty())
    return step(sign_step_of(gaps.front()), std::move(screen.draft), true);
  if (screen.draft.consent) return {Leave{door::Keep{.save = record_of(screen.draft, seen), .then = door::Signed{}}}};
  screen.needs_consent = true;
  screen.page = last_page;  // where the box is
  return {std::move(screen)};
}

}  // namespace

Outcome update(SignReview screen, const Seen& seen, const SignReview::Hears& event) {
  return std::visit(
      overloaded{[&](const event::Back&) -> Outcome { return {SignInk{.draft = std::move(screen.draft)}}; },
                 [&](const event::EditSignature& edit) -> Outcome { return step(edit.step, std::move(screen.draft)); },
                 [&](const event::ToggleConsent&) -> Outcome {
                   screen.draft.consent = !screen.draft.consent;
                   screen.needs_consent = false;
                   return {std::move(screen)};
                 },
                 [&](const event::Send&) -> Outcome { return sent(std::move(screen), seen); }},
      event);
}

namespace {

Element who(const Look& look, const SignDraft& draft) {
  Element lines = column(word(look, draft.link == TerritoryLink::activity ? "sign.activity" : "sign.resident",
                              {.role = TextRole::label}))
                      .with_gap(space::hair);
  if (draft.on_electoral_list)
    lines.add(word(look, *draft.on_electoral_list ? "sign.review.listed" : "sign.review.not_listed"));
  return lines;
}

Element name(const Look& look, const SignDraft& draft) {
  const auto signature = signature_of(draft);
  return column(
             quoted(look, "review.name", signature.given_name + " " + signature.family_name, {.role = TextRole::label}),
             plain("review.national_id", signature.national_id, Language::en))
      .with_gap(space::hair);
}

Element home(const Look& look, const SignDraft& draft) {
  const auto& content = look.context.content;
  return worded(
      "review.home",
      place_label(content.places, content.words, look.choices.language, draft.residence.value_or(PlaceCode{})),
      {.role = TextRole::label});
}

// Whole, with the line it was written on; no larger, so that what is agreed to needs one turn at the default size.
Element on_its_line(const Look& look, const SignDraft& draft) {
  return row(drawn_pad(draft, low(look.context) ? 28.0F : 36.0F));
}

}  // namespace

Element view(const SignReview& screen, const Look& look) {
  const auto& draft = screen.draft;
  Element content = column().with_gap(space::near);
  if (look.choices.assisted_by) content.add(helped_by(look));
  content.add(petition_line(look, draft.petition));
  content.add(form::answer_card(look, "sign.review.who", who(look, draft), event::EditSignature{SignStep::who}));
  content.add(form::answer_card(look, "sign.review.person", name(look, draft), event::EditSignature{SignStep::name}));
  content.add(
      form::answer_card(look, "sign.review.residence", home(look, draft), event::EditSignature{SignStep::home}));
  content.add(
      form::answer_card(look, "sign.review.ink", on_its_line(look, draft), event::EditSignature{SignStep::ink}));
  content.add(
      card(row(icon(look, meaning::privacy, ColorRole::primary, 11),
               word(look, "sign.notice", {.role = TextRole::caption}, {{"number", draft.authorisation}}).with_grow())
               .with_gap(space::near)
               .with_align(Align::start)));
  Element body = composed(
      look, {.head = step_title(look, sign_steps(draft), "sign.review.title", "sign.review.help", sign_steps(draft)),
             .said = std::move(content),
             .hands = form::consent(look, {.key = "sign.consent",
                                           .ticked = draft.consent,
                                           .event = event::ToggleConsent{},
                                           .missing = screen.needs_consent ? "sign.gap.consent" : ""})});
  return page(
      look, std::move(body),
      {.out = back(look),
       .on =
           button(look, {.key = "sign.send", .rank = Rank::primary, .event = event::Send{}, .icon = meaning::petition}),
       .sends = true});
}

}  // namespace minbar::kiosk::petition
