#include "kiosk/features/propose/notice.h"

#include "kiosk/parts/composition.h"
#include "kiosk/parts/form.h"
#include "kiosk/parts/frame.h"
#include "kiosk/parts/meaning.h"
#include "kiosk/parts/parts.h"
#include "kiosk/session/overloaded.h"
#include "kiosk/session/screen.h"

namespace minbar::kiosk::propose {

using namespace ui;
using namespace parts;

Outcome update(Notice screen, const Seen&, const Notice::Hears& event) {
  return std::visit(
      overloaded{[&](const event::Back&) -> Outcome { return {Review{.draft = std::move(screen.draft)}}; },
                 [&](const event::ToggleConsent&) -> Outcome {
                   screen.draft.consent = !screen.draft.consent;
                   screen.needs_consent = false;
                   return {std::move(screen)};
                 },
                 [&](const event::StayAnonymous&) -> Outcome {
                   screen.draft.consent = false;
                   screen.draft.name = {};
                   screen.draft.contact = {};
                   return {Review{.draft = std::move(screen.draft)}};
                 },
                 [&](const event::GiveName&) -> Outcome {
                   if (screen.draft.consent) return {Author{.draft = std::move(screen.draft)}};
                   screen.needs_consent = true;
                   screen.page = last_page;  // where the box is
                   return {std::move(screen)};
                 }},
      event);
}

Element view(const Notice& screen, const Look& look) {
  Element notice =
      card(row(icon(look, meaning::privacy, ColorRole::primary, 11), word(look, "propose.author.notice").with_grow())
               .with_gap(space::near)
               .with_align(Align::start));
  Element hands = form::consent(look, {.key = "propose.author.consent",
                                       .ticked = screen.draft.consent,
                                       .event = event::ToggleConsent{},
                                       .missing = screen.needs_consent ? "propose.author.needs_consent" : ""});
  // With the largest letters a page has room for the box that was missed or for this.
  if (!screen.needs_consent || !largest(look.context))
    hands.add(button(
        look, {.key = "propose.author.named", .event = event::GiveName{}, .icon = meaning::person, .forward = true}));
  Element body = composed(look, {.head = title(look, "propose.author.title", "propose.author.help"),
                                 .said = std::move(notice),
                                 .hands = std::move(hands)});
  return page(look, std::move(body),
              {.out = back(look),
               .on = button(look, {.key = "propose.author.anonymous",
                                   .rank = Rank::primary,
                                   .event = event::StayAnonymous{},
                                   .forward = true})});
}

}  // namespace minbar::kiosk::propose
