#include "kiosk/features/staff/assist.h"

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
  Element said = column(card(word(look, "assist.text", {.role = TextRole::label})),
                        card(badge_line(look, "assist.badge", screen.badge)))
                     .with_gap(space::near);
  Element no = button(look, {.key = "assist.no", .event = event::DeclineHelp{}, .icon = "close"});
  return page(look,
              composed(look, {.head = title(look, "assist.title", "assist.help"),
                              .said = std::move(said),
                              .hands = column(std::move(no))}),
              {.on = button(
                   look, {.key = "assist.yes", .rank = Rank::primary, .event = event::AcceptHelp{}, .icon = "check"})});
}

}  // namespace minbar::kiosk::staff
