#include "kiosk/screens/thanks.h"

#include "kiosk/screens/frame.h"
#include "kiosk/screens/outcome.h"
#include "kiosk/screens/parts.h"

namespace minbar::kiosk::screen {

using namespace ui;
using namespace parts;

Outcome update(Thanks screen, const State&, const Event& event, const Context&) {
  if (std::holds_alternative<event::OpenRating>(event)) return {Services{}};
  if (std::holds_alternative<event::OpenCommitments>(event)) return {Exhibition{}};
  return {screen};
}

Element view(const Thanks& screen, const State& state, const Context& context, Actions& actions) {
  const Look look{state, context, actions};
  const Button again = screen.of_commitment
                           ? Button{.key = "thanks.commitments", .event = event::OpenCommitments{}, .icon = "handshake"}
                           : Button{.key = "thanks.again", .event = event::OpenRating{}, .icon = "star_border"};
  std::vector<Element> words{emblem(look, "check", short_of_room(context) ? 34.0F : 58.0F),
                             word(look, "receipt.thanks", {.role = TextRole::display, .align = TextAlign::center}),
                             word(look, "thanks.text", {.color = ColorRole::ink_soft, .align = TextAlign::center})};
  if (!state.one_service)  // the faces come back by themselves
    words.push_back(button(look, again));
  Element body = at_rest_in_the_middle(look, std::move(words));
  return page(
      look, std::move(body),
      {closes(look),
       button(look, {.key = "receipt.done", .rank = Rank::primary, .event = event::StartAgain{}, .icon = "check"})});
}

}  // namespace minbar::kiosk::screen
