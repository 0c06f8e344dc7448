#include "kiosk/screens/out_of_order.h"

#include "kiosk/screens/outcome.h"
#include "kiosk/screens/parts.h"

namespace minbar::kiosk::screen {

using namespace ui;
using namespace parts;

Outcome update(OutOfOrder screen, const State&, const Event&, const Context&) { return {screen}; }

Element view(const OutOfOrder& screen, const State& state, const Context& context, Actions& actions) {
  const Look look{state, context, actions};
  const bool broken = screen.why == OutOfOrder::Why::broken;
  Element body =
      column(spacer(), medallion(look, broken ? "build" : "key", 44, ColorRole::primary_soft, ColorRole::primary),
             word(look, broken ? "out_of_order.title" : "not_enrolled.title",
                  {.role = TextRole::title, .align = TextAlign::center}),
             word(look, broken ? "out_of_order.text" : "not_enrolled.text",
                  {.color = ColorRole::ink_soft, .align = TextAlign::center}),
             spacer(1.5F), star_band(look, ColorRole::line))
          .with_gap(space::step)
          .with_align(Align::center);
  return page(look, std::move(body), {});
}

}  // namespace minbar::kiosk::screen
