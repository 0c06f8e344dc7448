#include "kiosk/features/propose/review.h"

#include "kiosk/features/propose/about.h"
#include "kiosk/features/propose/record.h"
#include "kiosk/features/propose/speak.h"
#include "kiosk/parts/commitment_parts.h"
#include "kiosk/parts/composition.h"
#include "kiosk/parts/form.h"
#include "kiosk/parts/frame.h"
#include "kiosk/parts/meaning.h"
#include "kiosk/parts/parts.h"
#include "kiosk/session/overloaded.h"
#include "sync/domain/words/says_something.h"

namespace minbar::kiosk::propose {

using namespace ui;
using namespace parts;

Outcome update(Review screen, const Seen& seen, const Review::Hears& event) {
  return std::visit(
      overloaded{[&](const event::Back&) -> Outcome {
                   if (seen.kiosk.microphone || screen.draft.voice != nullptr)
                     return {How{.draft = std::move(screen.draft)}};
                   return {Write{.draft = std::move(screen.draft)}};
                 },
                 [&](const event::ChangeTheme&) -> Outcome { return {Theme{.draft = std::move(screen.draft)}}; },
                 [&](const event::Speak&) -> Outcome { return {speak(std::move(screen.draft))}; },
                 [&](const event::EditPart& part) -> Outcome {
                   if (part.field == Field::text) return {Write{.draft = std::move(screen.draft)}};
                   return {Notice{.draft = std::move(screen.draft)}};
                 },
                 [&](const event::EditAbout&) -> Outcome { return {About{.draft = std::move(screen.draft)}}; },
                 [&](const event::Send&) -> Outcome {
                   return {Leave{door::Keep{.save = record_of(screen.draft, seen),
                                            .then = door::Receipt{.code = screen.draft.code}}}};
                 }},
      event);
}

namespace {

Element author_of(const Look& look, const Draft& draft) {
  Element lines = column().with_gap(space::hair);
  if (says_something(draft.name.text))
    lines.add(quoted(look, "review.name", draft.name.text, {.role = TextRole::label}));
  if (says_something(draft.contact.text)) lines.add(quoted(look, "review.contact", draft.contact.text));
  if (lines.children.empty()) lines.add(word(look, "propose.review.without_name", {.role = TextRole::label}));
  return lines;
}

Element voice_of(const Look& look, const Recording& voice) {
  return row(icon(look, meaning::speak, ColorRole::primary, 9),
             plain("review.voice", minutes_and_seconds(voice.duration_ms()), Language::en,
                   {.role = TextRole::label, .max_lines = 1})
                 .with_grow())
      .with_gap(space::tight)
      .with_align(Align::center);
}

Element about_of(const Look& look, const minbar::About& about) {
  if (!about.gender && !about.age_band)
    return word(look, "propose.review.no_answer", {.role = TextRole::label, .color = ColorRole::ink_soft});
  Element lines = column().with_gap(space::hair);
  if (about.gender) lines.add(word(look, key_of(*about.gender), {.role = TextRole::label}));
  if (about.age_band) lines.add(word(look, key_of(*about.age_band), {.role = TextRole::label}));
  return lines;
}

}  // namespace

Element view(const Review& screen, const Look& look) {
  const Draft& draft = screen.draft;
  Element theme = column();
  for (const auto& candidate : look.context.content.themes)
    if (draft.theme == candidate.id)
      theme = row(icon(look, candidate.icon, ColorRole::primary, 9),
                  worded("review.theme.name", candidate.name.in(look.choices.language), {.role = TextRole::label})
                      .with_grow())
                  .with_gap(space::tight)
                  .with_align(Align::center);
  std::vector<Element> cards;
  if (look.choices.assisted_by) cards.push_back(helped_by(look));
  if (draft.commitment)
    cards.push_back(card(column(word(look, "propose.review.commitment", {.color = ColorRole::ink_soft}),
                                commitment_line(look, draft.commitment->id))
                             .with_gap(space::tight)));
  cards.push_back(form::answer_card(look, "propose.review.theme", std::move(theme), event::ChangeTheme{}));
  if (draft.voice != nullptr)
    cards.push_back(form::answer_card(look, "propose.review.voice", voice_of(look, *draft.voice), event::Speak{}));
  if (says_something(draft.text.text))
    cards.push_back(form::answer_card(look, "propose.review.text", quoted(look, "review.text", draft.text.text),
                                      event::EditPart{Field::text}));
  const bool named = says_something(draft.name.text) || says_something(draft.contact.text);
  cards.push_back(form::answer_card(look, "propose.review.author", author_of(look, draft), event::EditPart{Field::name},
                                    named ? "" : "propose.author.title"));
  const bool answered = draft.about.gender || draft.about.age_band;
  cards.push_back(form::answer_card(look, "propose.review.about", about_of(look, draft.about), event::EditAbout{},
                                    answered ? "" : "propose.about.title"));
  const bool wide = two_columns(look.context);
  Element hands = column().with_gap(space::near);
  if (wide)
    hands.add(grid(2, std::move(cards)).with_gap(space::near));
  else
    for (auto& one : cards) hands.add(std::move(one));
  Element body = composed(
      look, {.head = step_title(look, proposal_steps, "propose.review.title", "propose.review.help", proposal_steps),
             .hands = std::move(hands),
             .broad = wide});
  return page(
      look, std::move(body),
      {.out = back(look),
       .on =
           button(look, {.key = "propose.review.send", .rank = Rank::primary, .event = event::Send{}, .icon = "check"}),
       .sends = true});
}

}  // namespace minbar::kiosk::propose
