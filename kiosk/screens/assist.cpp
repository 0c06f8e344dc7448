#include "kiosk/screens/assist.h"

#include "kiosk/screens/frame.h"
#include "kiosk/screens/outcome.h"
#include "kiosk/screens/parts.h"

namespace minbar::kiosk::screen {

using namespace ui;
using namespace parts;

// Yes is update's own: it is of the session, not of a screen.
Outcome update(Assist screen, const State&, const Event& event, const Context&) {
  if (std::holds_alternative<event::DeclineHelp>(event)) return {Menu{}};
  return {std::move(screen)};
}

Element view(const Assist& screen, const State& state, const Context& context, Actions& actions) {
  const Look look{state, context, actions};
  Element said = column(card(word(look, "assist.text", {.role = TextRole::label})),
                        card(badge_line(look, "assist.badge", screen.badge)))
                     .with_gap(space::near);
  return page(
      look, scrolled(look, title(look, "assist.title", "assist.help"), std::move(said)),
      {start_again(look), spacer(), button(look, {.key = "assist.no", .event = event::DeclineHelp{}, .icon = "close"}),
       button(look, {.key = "assist.yes", .rank = Rank::primary, .event = event::AcceptHelp{}, .icon = "check"})});
}

}  // namespace minbar::kiosk::screen
