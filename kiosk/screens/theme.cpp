#include "kiosk/screens/theme.h"

#include <algorithm>

#include "kiosk/screens/outcome.h"
#include "kiosk/screens/parts.h"

namespace minbar::kiosk::screen {

using namespace ui;
using namespace parts;

Outcome update(Theme screen, const State&, const Event& event, const Context&) {
  if (const auto* turn = std::get_if<event::TurnPage>(&event)) screen.page = std::max(0, screen.page + turn->pages);
  if (std::holds_alternative<event::Back>(event)) return {Menu{}};
  if (const auto* chosen = std::get_if<event::ChooseTheme>(&event)) {
    screen.draft.theme = chosen->theme;
    return {Write{.draft = std::move(screen.draft)}};
  }
  return {std::move(screen)};
}

namespace {

Element theme_card(const Look& look, const minbar::Theme& theme, bool chosen) {
  auto name =
      worded("theme.name", theme.name.in(look.state.language), {.role = TextRole::label, .color = ColorRole::primary});
  auto hint = worded("theme.hint", theme.hint.in(look.state.language),
                     {.role = TextRole::caption, .color = ColorRole::ink_soft});
  return row(medallion(look, theme.icon, 15, chosen ? ColorRole::surface : ColorRole::primary_soft, ColorRole::primary),
             column(std::move(name), std::move(hint)).with_gap(space::hair).with_justify(Justify::center).with_grow())
      .with_name("theme." + theme.id.value)
      .with_align(Align::center)
      .with_gap(space::tight)
      .with_padding(space::near, space::tight)
      .with_min_height(38)
      .with_background(chosen ? ColorRole::primary_soft : ColorRole::surface)
      .with_border(chosen ? ColorRole::primary : ColorRole::line, chosen ? 0.6F : size::border)
      .with_radius(size::radius)
      .with_action(look.actions.add(event::ChooseTheme{theme.id}));
}

}  // namespace

Element view(const Theme& screen, const State& state, const Context& context, Actions& actions) {
  const Look look{state, context, actions};
  std::vector<Element> cards;
  for (const auto& theme : context.content.themes)
    cards.push_back(theme_card(look, theme, screen.draft.theme == theme.id));
  const int columns = static_cast<int>(content_width_mm(context) / 82);
  Element body = column(step_title(look, 1, "propose.theme.title", "propose.theme.help"),
                        scroll(look, grid(std::max(1, columns), std::move(cards)).with_gap(space::tight)))
                     .with_gap(space::step);
  return page(
      look, std::move(body),
      {button(look, {.key = "nav.back", .event = event::Back{}, .back = true}),
       button(look,
              {.key = "nav.start_again", .rank = Rank::quiet, .event = event::StartAgain{}, .icon = "restart_alt"}),
       spacer()});
}

}  // namespace minbar::kiosk::screen
