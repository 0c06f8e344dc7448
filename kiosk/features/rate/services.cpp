#include "kiosk/features/rate/services.h"

#include "kiosk/parts/composition.h"
#include "kiosk/parts/frame.h"
#include "kiosk/parts/parts.h"
#include "kiosk/session/overloaded.h"
#include "kiosk/session/service_order.h"

namespace minbar::kiosk::rate {

using namespace ui;
using namespace parts;

Outcome update(Services, const Seen&, const Services::Hears& event) {
  return std::visit(
      overloaded{[&](const event::Back&) -> Outcome { return {Leave{door::Menu{}}}; },
                 [&](const event::ChooseService& chosen) -> Outcome { return {Faces{.subject = chosen.service}}; }},
      event);
}

Element view(const Services&, const Look& look) {
  std::vector<Element> cards;
  for (const auto* service : services_in_order(look.context.content, look.kiosk))
    cards.push_back(choice_card(look, {.name = "service." + service->id.value,
                                       .icon = service->icon,
                                       .title = worded("service.name", service->name.in(look.choices.language)),
                                       .event = event::ChooseService{service->id}}));
  const int columns = broad_columns(look.context, 82, cards.size());
  Element list = column(grid(columns, std::move(cards)).with_gap(space::tight));
  Element body = composed(
      look,
      {.head = title(look, "rate.services.title", "rate.services.help"), .hands = std::move(list), .broad = true});
  return page(look, std::move(body), {.out = back(look)});
}

}  // namespace minbar::kiosk::rate
