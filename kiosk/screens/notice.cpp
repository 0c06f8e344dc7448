#include "kiosk/screens/notice.h"

#include "kiosk/screens/form.h"
#include "kiosk/screens/frame.h"
#include "kiosk/screens/outcome.h"
#include "kiosk/screens/parts.h"

namespace minbar::kiosk::screen {

using namespace ui;
using namespace parts;

Outcome update(Notice screen, const State& state, const Event& event, const Context&) {
  if (std::holds_alternative<event::Back>(event)) {
    if (state.microphone || screen.draft.voice != nullptr) return {How{.draft = std::move(screen.draft)}};
    return {Write{.draft = std::move(screen.draft)}};
  }
  if (std::holds_alternative<event::ToggleConsent>(event)) {
    screen.draft.consent = !screen.draft.consent;
    screen.needs_consent = false;
  }
  if (std::holds_alternative<event::StayAnonymous>(event)) {
    screen.draft.consent = false;
    screen.draft.name = {};
    screen.draft.contact = {};
    return {About{.draft = std::move(screen.draft)}};
  }
  if (std::holds_alternative<event::GiveName>(event)) {
    if (screen.draft.consent) return {Author{.draft = std::move(screen.draft)}};
    screen.needs_consent = true;
    screen.page = 0;  // where the remark is
  }
  return {std::move(screen)};
}

Element view(const Notice& screen, const State& state, const Context& context, Actions& actions) {
  const Look look{state, context, actions};
  Element notice =
      card(row(icon(look, "privacy_tip", ColorRole::primary, 11), word(look, "propose.author.notice").with_grow())
               .with_gap(space::near)
               .with_align(Align::start));
  const bool roomy = !short_of_room(context);
  Element content = column().with_gap(space::near);
  if (screen.needs_consent && !roomy) content.add(remark(look, "propose.author.needs_consent"));
  content.add(std::move(notice));
  content.add(form::tick(
      look, {.key = "propose.author.consent", .ticked = screen.draft.consent, .event = event::ToggleConsent{}}));
  content.add(
      button(look, {.key = "propose.author.named", .event = event::GiveName{}, .icon = "person", .forward = true}));
  Element body =
      column(scrolled(look, step_title(look, 3, "propose.author.title", "propose.author.help"), std::move(content))
                 .with_grow())
          .with_gap(space::step);
  if (screen.needs_consent && roomy)  // outside what scrolls, where it is seen at once
    body.add(remark(look, "propose.author.needs_consent"));
  return page(look, std::move(body),
              {back(look), start_again(look), spacer(),
               button(look, {.key = "propose.author.anonymous",
                             .rank = Rank::primary,
                             .event = event::StayAnonymous{},
                             .forward = true})});
}

}  // namespace minbar::kiosk::screen
