#include "kiosk/screens/signed.h"

#include "kiosk/screens/frame.h"
#include "kiosk/screens/outcome.h"
#include "kiosk/screens/parts.h"

namespace minbar::kiosk::screen {

using namespace ui;
using namespace parts;

Outcome update(Signed screen, const State&, const Event&, const Context&) { return {screen}; }

Element view(const Signed&, const State& state, const Context& context, Actions& actions) {
  const Look look{state, context, actions};
  Element body = at_rest_in_the_middle(
      look, {emblem(look, "draw", short_of_room(context) ? 34.0F : 58.0F),
             word(look, "receipt.thanks", {.role = TextRole::display, .align = TextAlign::center}),
             word(look, "signed.text", {.align = TextAlign::center}),
             word(look, "petition.no_effect",
                  {.role = TextRole::caption, .color = ColorRole::ink_soft, .align = TextAlign::center})});
  return page(
      look, std::move(body),
      {closes(look),
       button(look, {.key = "receipt.done", .rank = Rank::primary, .event = event::StartAgain{}, .icon = "check"})});
}

}  // namespace minbar::kiosk::screen
