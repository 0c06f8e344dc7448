#include "kiosk/features/petition/sign_who.h"

#include <algorithm>

#include "kiosk/features/petition/petition_parts.h"
#include "kiosk/features/petition/sign_draft.h"
#include "kiosk/parts/composition.h"
#include "kiosk/parts/frame.h"
#include "kiosk/parts/meaning.h"
#include "kiosk/session/overloaded.h"

namespace minbar::kiosk::petition {

using namespace ui;
using namespace parts;

namespace {

bool has_answered(const SignDraft& draft) { return draft.link && !first_gap(draft, SignStep::who); }

}  // namespace

Outcome update(SignWho screen, const Seen&, const SignWho::Hears& event) {
  return std::visit(
      overloaded{[&](const event::Back&) -> Outcome { return {PetitionPage{.petition = screen.draft.petition}}; },
                 [&](const event::ChooseLink& chosen) -> Outcome {
                   choose_link(screen.draft, chosen.link);
                   return {std::move(screen)};
                 },
                 [&](const event::AnswerElectoralList& answer) -> Outcome {
                   screen.draft.on_electoral_list = answer.listed;
                   return {std::move(screen)};
                 },
                 [&](const event::Continue&) -> Outcome {
                   if (has_answered(screen.draft)) return {SignName{.draft = std::move(screen.draft)}};
                   screen.asked_too_soon = true;
                   screen.page = 0;
                   return {std::move(screen)};
                 }},
      event);
}

namespace {

Element link_choice(const Look& look, const SignDraft& draft, TerritoryLink link) {
  const bool home = link == TerritoryLink::resident;
  return choice_card(look, {.name = home ? "sign.resident" : "sign.activity",
                            .icon = home ? meaning::home : meaning::work,
                            .title = word(look, home ? "sign.resident" : "sign.activity"),
                            .chosen = draft.link == link,
                            .event = event::ChooseLink{link}});
}

Element list_choice(const Look& look, const SignDraft& draft, bool listed) {
  return choice_card(look, {.name = listed ? "sign.listed" : "sign.not_listed",
                            .icon = listed ? meaning::voter : "close",
                            .title = word(look, listed ? "sign.listed" : "sign.not_listed"),
                            .chosen = draft.on_electoral_list == std::optional(listed),
                            .event = event::AnswerElectoralList{listed}});
}

Element pair(const Look& look, Element first, Element second) {
  std::vector<Element> both;
  both.push_back(std::move(first));
  both.push_back(std::move(second));
  return grid(std::min(2, columns_for(look.context, 74)), std::move(both)).with_gap(space::tight);
}

std::string_view remark_of(const SignDraft& draft) {
  const auto gap = first_gap(draft, SignStep::who);
  return gap == FormGap::not_on_the_list ? gap_word(*gap) : "sign.gap.who";
}

}  // namespace

Element view(const SignWho& screen, const Look& look) {
  Element head = column(step_title(look, 1, "sign.who.title", "sign.who.help", sign_steps(screen.draft)),
                        petition_line(look, screen.draft.petition))
                     .with_gap(space::near);
  Element content = column().with_gap(space::near);
  if (screen.asked_too_soon && !has_answered(screen.draft)) content.add(remark(look, remark_of(screen.draft)));
  content.add(word(look, "sign.link.question", {.role = TextRole::label}));
  content.add(pair(look, link_choice(look, screen.draft, TerritoryLink::resident),
                   link_choice(look, screen.draft, TerritoryLink::activity)));
  if (screen.draft.list != ElectoralList::not_asked) {
    content.add(word(look, "sign.list.question", {.role = TextRole::label}));
    content.add(pair(look, list_choice(look, screen.draft, true), list_choice(look, screen.draft, false)));
  }
  Element body = composed(look, {.head = std::move(head), .hands = std::move(content)});
  return page(
      look, std::move(body),
      {.out = back(look),
       .on = button(look, {.key = "nav.next", .rank = Rank::primary, .event = event::Continue{}, .forward = true})});
}

}  // namespace minbar::kiosk::petition
