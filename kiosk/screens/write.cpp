#include "kiosk/screens/write.h"

#include "kiosk/screens/outcome.h"
#include "kiosk/screens/parts.h"
#include "kiosk/screens/typing.h"
#include "sync/base/limits.h"
#include "sync/base/utf8.h"
#include "sync/domain/validate.h"

namespace minbar::kiosk::screen {

using namespace ui;
using namespace parts;

namespace {
constexpr EditLimits edit_limits{.code_points = limits::proposal_code_points, .line_breaks = true};
constexpr std::size_t tell_when_left = 400;  // the count is of no interest before
}  // namespace

Outcome update(Write screen, const State&, const Event& event, const Context& context) {
  if (std::holds_alternative<event::Back>(event)) return {Theme{.draft = std::move(screen.draft)}};
  if (std::holds_alternative<event::Continue>(event)) {
    if (says_something(screen.draft.text.text)) return {Notice{.draft = std::move(screen.draft)}};
    screen.asked_empty = true;
    return {std::move(screen)};
  }
  if (const auto* layout = std::get_if<event::UseLayout>(&event)) screen.layout = layout->layout;
  if (std::holds_alternative<event::Shift>(event)) {
    screen.shift = !screen.shift;
    return {std::move(screen)};
  }
  auto edited = typing::typed(screen.draft.text, event, edit_limits, context.graphemes);
  if (edited != screen.draft.text) {
    screen.asked_empty = false;
    screen.shift = false;
    screen.draft.text = std::move(edited);
  }
  return {std::move(screen)};
}

namespace {

// The line under the field: what is missing, or how much room is left once it matters.
Element remark(const Write& screen, const Look& look) {
  if (screen.asked_empty)
    return row(icon(look, "info", ColorRole::on_warning, 7),
               word(look, "propose.text.empty", {.color = ColorRole::on_warning}).with_grow())
        .with_align(Align::center)
        .with_gap(space::tight)
        .with_padding(space::near, space::hair)
        .with_background(ColorRole::warning)
        .with_radius(size::radius_key);
  const auto left = limits::proposal_code_points - count_code_points(screen.draft.text.text);
  if (left > tell_when_left) return column();
  return word(look, "propose.text.left",
              {.role = TextRole::caption, .color = ColorRole::ink_soft, .align = TextAlign::end},
              {{"count", static_cast<std::int64_t>(left)}});
}

}  // namespace

Element view(const Write& screen, const State& state, const Context& context, Actions& actions) {
  const Look look{state, context, actions};
  const auto& layout = typing::layout_of(context.content, state.language, screen.layout);
  Element body = column(step_title(look, 2, "propose.text.title", "propose.text.help"),
                        typing::field(look, {.field = Field::text,
                                             .name = "propose.text",
                                             .edit = screen.draft.text,
                                             .placeholder_key = "propose.text.placeholder",
                                             .focused = true,
                                             .multiline = true})
                            .with_grow(),
                        remark(screen, look), typing::keys(look, layout, screen.shift))
                     .with_gap(space::near);
  return page(
      look, std::move(body),
      {button(look, {.key = "nav.back", .event = event::Back{}, .back = true}),
       button(look,
              {.key = "nav.start_again", .rank = Rank::quiet, .event = event::StartAgain{}, .icon = "restart_alt"}),
       spacer(),
       button(look, {.key = "nav.next", .rank = Rank::primary, .event = event::Continue{}, .forward = true})
           .with_min_width(56)});
}

}  // namespace minbar::kiosk::screen
