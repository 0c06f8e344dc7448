#include "kiosk/screens/services.h"

#include "kiosk/screens/frame.h"
#include "kiosk/screens/outcome.h"
#include "kiosk/screens/parts.h"

namespace minbar::kiosk::screen {

using namespace ui;
using namespace parts;

Outcome update(Services screen, const State&, const Event& event, const Context&) {
  if (std::holds_alternative<event::Back>(event)) return {Menu{}};
  if (const auto* chosen = std::get_if<event::ChooseService>(&event)) return {Faces{.subject = chosen->service}};
  return {std::move(screen)};
}

Element view(const Services&, const State& state, const Context& context, Actions& actions) {
  const Look look{state, context, actions};
  std::vector<Element> cards;
  for (const auto& service : context.content.services.all)
    cards.push_back(choice_card(look, {.name = "service." + service.id.value,
                                       .icon = service.icon,
                                       .title = worded("service.name", service.name.in(state.language)),
                                       .event = event::ChooseService{service.id}}));
  Element body = scrolled(look, title(look, "rate.services.title", "rate.services.help"),
                          grid(columns_for(context, 82), std::move(cards)).with_gap(space::tight));
  return page(look, std::move(body), {back(look), start_again(look), spacer()});
}

}  // namespace minbar::kiosk::screen
