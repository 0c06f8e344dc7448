#include "kiosk/screens/out_of_order.h"

#include "kiosk/screens/frame.h"
#include "kiosk/screens/outcome.h"
#include "kiosk/screens/parts.h"

namespace minbar::kiosk::screen {

using namespace ui;
using namespace parts;

Outcome update(OutOfOrder screen, const State&, const Event&, const Context&) { return {screen}; }

Element view(const OutOfOrder& screen, const State& state, const Context& context, Actions& actions) {
  const Look look{state, context, actions};
  const bool broken = screen.why == OutOfOrder::Why::broken;
  const float picture = low(context) ? 28 : 44;
  std::vector<Element> parts{
      medallion(look, broken ? "build" : "hourglass_empty", picture, ColorRole::primary_soft, ColorRole::primary),
      word(look, broken ? "out_of_order.title" : "not_enrolled.title",
           {.role = TextRole::title, .align = TextAlign::center}),
      word(look, broken ? "out_of_order.text" : "not_enrolled.text",
           {.color = ColorRole::ink_soft, .align = TextAlign::center})};
  if (!broken)
    parts.push_back(
        row(icon(look, "badge", ColorRole::ink_soft, 8),
            word(look, "not_enrolled.staff", {.role = TextRole::caption, .color = ColorRole::ink_soft}).with_grow())
            .with_gap(space::near)
            .with_align(Align::center)
            .with_padding(space::near)
            .with_border(ColorRole::line, 0.3F)
            .with_radius(size::radius));
  return page(look, at_rest_in_the_middle(look, std::move(parts)), {});
}

}  // namespace minbar::kiosk::screen
