#include "kiosk/features/staff/assist.h"

#include <algorithm>

#include "kiosk/parts/composition.h"
#include "kiosk/parts/frame.h"
#include "kiosk/parts/parts.h"
#include "kiosk/session/overloaded.h"

namespace minbar::kiosk::staff {

using namespace ui;
using namespace parts;

Outcome update(Assist screen, const Seen&, const Assist::Hears& event) {
  return std::visit(
      overloaded{[&](const event::AcceptHelp&) -> Outcome { return {Leave{door::Helped{std::move(screen.badge)}}}; },
                 [&](const event::DeclineHelp&) -> Outcome { return {Leave{door::Menu{}}}; }},
      event);
}

Element view(const Assist& screen, const Look& look) {
  Element said =
      card(column(word(look, "assist.text", {.role = TextRole::label}), badge_line(look, "assist.badge", screen.badge))
               .with_gap(space::near));
  // Neither answer is urged: both are as large, side by side.
  std::vector<Element> answers;
  answers.push_back(button(look, {.key = "assist.yes", .event = event::AcceptHelp{}, .icon = "check"}));
  answers.push_back(button(look, {.key = "assist.no", .event = event::DeclineHelp{}, .icon = "close"}));
  const int columns = std::min(2, columns_for(look.context, 74));
  Matter body{.head = title(look, "assist.title", "assist.help")};
  Element hands = grid(columns, std::move(answers)).with_gap(space::near);
  if (columns == 1) {  // the largest letters on a small panel: what is said scrolls, and the answers stand at its end
    body.hands = column(std::move(said), std::move(hands)).with_gap(space::near);
  } else {
    body.said = std::move(said);
    body.hands = column(std::move(hands));
  }
  return page(look, composed(look, std::move(body)), Foot{});
}

}  // namespace minbar::kiosk::staff
