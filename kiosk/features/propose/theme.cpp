#include "kiosk/features/propose/theme.h"

#include "kiosk/parts/commitment_parts.h"
#include "kiosk/parts/composition.h"
#include "kiosk/parts/frame.h"
#include "kiosk/parts/parts.h"
#include "kiosk/session/overloaded.h"

namespace minbar::kiosk::propose {

using namespace ui;
using namespace parts;

Screen after_theme(Draft draft, const ThemeId& theme, const Kiosk& kiosk) {
  draft.theme = theme;
  if (kiosk.microphone || draft.voice != nullptr) return How{.draft = std::move(draft)};
  return Write{.draft = std::move(draft)};
}

Outcome update(Theme screen, const Seen& seen, const Theme::Hears& event) {
  return std::visit(
      overloaded{[&](const event::Back&) -> Outcome {
                   if (screen.draft.commitment) return {Leave{door::Commitment{*std::move(screen.draft.commitment)}}};
                   return {Leave{door::Menu{}}};
                 },
                 [&](const event::ChooseTheme& chosen) -> Outcome {
                   return {after_theme(std::move(screen.draft), chosen.theme, seen.kiosk)};
                 },
                 [&](const event::OpenElsewhere&) -> Outcome { return {Elsewhere{.draft = std::move(screen.draft)}}; }},
      event);
}

namespace {

Element elsewhere(const Look& look, Rank rank) {
  return button(look,
                {.key = "propose.elsewhere", .rank = rank, .event = event::OpenElsewhere{}, .icon = "help_outline"});
}

}  // namespace

Element view(const Theme& screen, const Look& look) {
  std::vector<Element> cards;
  for (const auto& theme : look.context.content.themes)
    cards.push_back(choice_card(look, {.name = "theme." + theme.id.value,
                                       .icon = theme.icon,
                                       .title = worded("theme.name", theme.name.in(look.choices.language)),
                                       .hint = worded("theme.hint", theme.hint.in(look.choices.language)),
                                       .chosen = screen.draft.theme == theme.id,
                                       .event = event::ChooseTheme{theme.id}}));
  Element head = step_title(look, 1, "propose.theme.title", "propose.theme.help", proposal_steps);
  if (screen.draft.commitment)
    head = column(std::move(head), commitment_line(look, screen.draft.commitment->id)).with_gap(space::near);
  const int columns = broad_columns(look.context, 82, cards.size());
  Element list = column(grid(columns, std::move(cards)).with_gap(space::tight)).with_gap(space::tight);
  // In sight until a subject was chosen: whoever comes with a complaint should not write a proposal.
  Foot foot{.out = back(look)};
  if (screen.draft.theme) {
    list.add(elsewhere(look, Rank::quiet));
    foot.on = button(
        look,
        {.key = "nav.next", .rank = Rank::primary, .event = event::ChooseTheme{*screen.draft.theme}, .forward = true});
  } else {
    foot.on = elsewhere(look, Rank::secondary);
  }
  Element body = composed(look, {.head = std::move(head), .hands = std::move(list), .broad = true});
  return page(look, std::move(body), std::move(foot));
}

}  // namespace minbar::kiosk::propose
