#include "kiosk/screens/theme.h"

#include "kiosk/screens/commitment_parts.h"
#include "kiosk/screens/frame.h"
#include "kiosk/screens/outcome.h"
#include "kiosk/screens/parts.h"

namespace minbar::kiosk::screen {

using namespace ui;
using namespace parts;

Outcome update(Theme screen, const State& state, const Event& event, const Context&) {
  if (std::holds_alternative<event::Back>(event)) {
    if (screen.draft.commitment) return {CommitmentPage{.shown = *std::move(screen.draft.commitment)}};
    return {Menu{}};
  }
  if (const auto* chosen = std::get_if<event::ChooseTheme>(&event)) {
    screen.draft.theme = chosen->theme;
    if (state.microphone || screen.draft.voice != nullptr) return {How{.draft = std::move(screen.draft)}};
    return {Write{.draft = std::move(screen.draft)}};
  }
  if (std::holds_alternative<event::OpenElsewhere>(event)) return {Elsewhere{.draft = std::move(screen.draft)}};
  return {std::move(screen)};
}

Element view(const Theme& screen, const State& state, const Context& context, Actions& actions) {
  const Look look{state, context, actions};
  std::vector<Element> cards;
  for (const auto& theme : context.content.themes)
    cards.push_back(choice_card(look, {.name = "theme." + theme.id.value,
                                       .icon = theme.icon,
                                       .title = worded("theme.name", theme.name.in(state.language)),
                                       .hint = worded("theme.hint", theme.hint.in(state.language)),
                                       .chosen = screen.draft.theme == theme.id,
                                       .event = event::ChooseTheme{theme.id}}));
  Element head = step_title(look, 1, "propose.theme.title", "propose.theme.help");
  if (screen.draft.commitment)
    head = column(std::move(head), commitment_line(look, screen.draft.commitment->id)).with_gap(space::near);
  Element body =
      scrolled(look, std::move(head), grid(columns_for(context, 82), std::move(cards)).with_gap(space::tight));
  return page(look, std::move(body),
              {back(look), start_again(look), spacer(),
               button(look, {.key = "propose.elsewhere",
                             .rank = Rank::quiet,
                             .event = event::OpenElsewhere{},
                             .icon = "help_outline"})});
}

}  // namespace minbar::kiosk::screen
