#include "kiosk/features/propose/write.h"

#include "kiosk/parts/commitment_parts.h"
#include "kiosk/parts/frame.h"
#include "kiosk/parts/parts.h"
#include "kiosk/parts/typing.h"
#include "kiosk/session/overloaded.h"
#include "sync/base/limits.h"
#include "sync/domain/words/says_something.h"

namespace minbar::kiosk::propose {

using namespace ui;
using namespace parts;

namespace {
constexpr EditLimits edit_limits{.code_points = limits::proposal_code_points, .line_breaks = true};
constexpr std::size_t tell_when_left = 200;  // the count is of no interest before
}  // namespace

Outcome update(Write screen, const Seen& seen, const Write::Hears& event) {
  return std::visit(
      overloaded{[&](const event::Back&) -> Outcome {
                   if (seen.kiosk.microphone || screen.draft.voice != nullptr)
                     return {How{.draft = std::move(screen.draft)}};
                   return {Theme{.draft = std::move(screen.draft)}};
                 },
                 [&](const event::Continue&) -> Outcome {
                   if (says_something(screen.draft.text.text) || screen.draft.voice != nullptr)
                     return {Review{.draft = std::move(screen.draft)}};
                   screen.asked_empty = true;
                   return {std::move(screen)};
                 },
                 [&](const KeyEvent& pressed) -> Outcome {
                   if (typing::answer({screen.board, screen.draft.text}, pressed, edit_limits, seen.context))
                     screen.asked_empty = false;
                   return {std::move(screen)};
                 }},
      event);
}

namespace {

// The line under the field, if there is one: what is missing, or how much room is left once it matters.
std::optional<Element> below(const Write& screen, const Look& look) {
  if (screen.asked_empty) return typing::remark_at_field(look, "propose.text.empty");
  return typing::room(look, screen.draft.text, edit_limits, tell_when_left);
}

}  // namespace

Element view(const Write& screen, const Look& look) {
  const auto& layout = typing::layout_of(look.context.content, look.choices.language, screen.board.layout);
  Element writing = column(typing::field_with_example(look, "propose.text.placeholder",
                                                      {.field = Field::text,
                                                       .name = "propose.text",
                                                       .edit = screen.draft.text,
                                                       .layout = layout,
                                                       .focused = true,
                                                       .multiline = true}))
                        .with_gap(space::hair);
  if (auto line = below(screen, look)) writing.add(*std::move(line));
  Element title = step_title(look, 2, "propose.text.title", "propose.text.help", proposal_steps);
  if (screen.draft.commitment) title.children.back() = commitment_caption(look, screen.draft.commitment->id);
  return typing_page(
      look, std::move(title), std::move(writing), typing::keys(look, layout, screen.board, screen.draft.text),
      {.out = back(look),
       .on = button(look, {.key = "nav.next", .rank = Rank::primary, .event = event::Continue{}, .forward = true})});
}

}  // namespace minbar::kiosk::propose
