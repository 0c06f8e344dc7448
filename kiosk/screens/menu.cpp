#include "kiosk/screens/menu.h"

#include "kiosk/screens/outcome.h"
#include "kiosk/screens/parts.h"

namespace minbar::kiosk::screen {

using namespace ui;
using namespace parts;

Outcome update(Menu screen, const State&, const Event& event, const Context& context) {
  if (!std::holds_alternative<event::OpenProposal>(event)) return {screen};
  Draft draft;
  draft.id = context.fresh_id;
  draft.code = context.fresh_code;
  return {Theme{.draft = std::move(draft)}};
}

Element view(const Menu&, const State& state, const Context& context, Actions& actions) {
  const Look look{state, context, actions};
  Element propose = row(medallion(look, "lightbulb", 34, ColorRole::primary_soft, ColorRole::primary),
                        column(word(look, "menu.propose", {.role = TextRole::title, .color = ColorRole::primary}),
                               word(look, "menu.propose.hint"))
                            .with_gap(space::hair)
                            .with_justify(Justify::center)
                            .with_grow(),
                        forward_icon(look, ColorRole::primary, 12))
                        .with_name("menu.propose")
                        .with_align(Align::center)
                        .with_gap(space::step)
                        .with_padding(space::step)
                        .with_min_height(56)
                        .with_background(ColorRole::surface)
                        .with_border(ColorRole::primary, 0.6F)
                        .with_radius(size::radius * 1.5F)
                        .with_action(actions.add(event::OpenProposal{}));
  Element promise = row(icon(look, "verified_user", ColorRole::primary, 12),
                        word(look, "menu.promise", {.color = ColorRole::ink_soft}).with_grow())
                        .with_align(Align::center)
                        .with_gap(space::near)
                        .with_padding(space::step)
                        .with_background(ColorRole::primary_soft)
                        .with_radius(size::radius);
  Element body = column(spacer(0.6F), word(look, "menu.title", {.role = TextRole::display}),
                        word(look, "menu.subtitle", {.role = TextRole::heading, .color = ColorRole::ink_soft}),
                        std::move(propose), std::move(promise), spacer(1.4F), star_band(look, ColorRole::line))
                     .with_gap(space::step);
  return page(
      look, std::move(body),
      {button(look,
              {.key = "nav.start_again", .rank = Rank::quiet, .event = event::StartAgain{}, .icon = "restart_alt"}),
       spacer()});
}

}  // namespace minbar::kiosk::screen
