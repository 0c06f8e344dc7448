#include "kiosk/screens/enrolled.h"

#include "kiosk/screens/frame.h"
#include "kiosk/screens/outcome.h"
#include "kiosk/screens/trust_parts.h"

namespace minbar::kiosk::screen {

using namespace ui;
using namespace parts;

// That it was compared is update's own: it is of the kiosk, not of a screen.
Outcome update(Enrolled screen, const State&, const Event&, const Context&) { return {screen}; }

Element view(const Enrolled&, const State& state, const Context& context, Actions& actions) {
  const Look look{state, context, actions};
  const float picture = low(context) ? 24 : 38;
  std::vector<Element> said;
  if (!short_of_room(context))
    said.push_back(medallion(look, "verified_user", picture, ColorRole::primary_soft, ColorRole::primary));
  said.push_back(word(look, "enrolled.title", {.role = TextRole::title, .align = TextAlign::center}));
  said.push_back(fingerprint_card(look));
  said.push_back(word(look, "enrolled.text", {.align = TextAlign::center}));
  said.push_back(word(look, "enrolled.otherwise", {.color = ColorRole::ink_soft, .align = TextAlign::center}));
  return page(
      look, at_rest_in_the_middle(look, std::move(said)),
      {spacer(),
       button(look,
              {.key = "enrolled.same", .rank = Rank::primary, .event = event::FingerprintSeen{}, .icon = "check"})});
}

}  // namespace minbar::kiosk::screen
