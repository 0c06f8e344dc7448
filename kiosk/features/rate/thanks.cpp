#include "kiosk/features/rate/thanks.h"

#include "kiosk/parts/frame.h"
#include "kiosk/parts/meaning.h"
#include "kiosk/parts/parts.h"
#include "kiosk/session/overloaded.h"

namespace minbar::kiosk::rate {

using namespace ui;
using namespace parts;

Outcome update(Thanks, const Seen&, const Thanks::Hears& event) {
  return std::visit(overloaded{[&](const event::OpenRating&) -> Outcome { return {Services{}}; },
                               [&](const event::OpenCommitments&) -> Outcome { return {Leave{door::Commitments{}}}; }},
                    event);
}

Element view(const Thanks& screen, const Look& look) {
  const Button again =
      screen.of_commitment
          ? Button{.key = "thanks.commitments", .event = event::OpenCommitments{}, .icon = meaning::commitments}
          : Button{.key = "thanks.again", .event = event::OpenRating{}, .icon = meaning::rate};
  std::vector<Element> words{emblem(look, "check", short_of_room(look.context) ? 34.0F : 58.0F),
                             word(look, "receipt.thanks", {.role = TextRole::display, .align = TextAlign::center}),
                             word(look, "thanks.text", {.color = ColorRole::ink_soft, .align = TextAlign::center})};
  if (!look.kiosk.one_service)  // the faces come back by themselves
    words.push_back(button(look, again));
  Element body = at_rest_in_the_middle(look, std::move(words));
  return page(look, until_it_closes(look, std::move(body)),
              {.on = button(
                   look, {.key = "receipt.done", .rank = Rank::primary, .event = event::StartAgain{}, .icon = "check"}),
               .again = false});
}

}  // namespace minbar::kiosk::rate
