#include "kiosk/screens/comment.h"

#include "kiosk/screens/frame.h"
#include "kiosk/screens/outcome.h"
#include "kiosk/screens/parts.h"
#include "kiosk/screens/typing.h"
#include "sync/base/limits.h"

namespace minbar::kiosk::screen {

using namespace ui;
using namespace parts;

namespace {
constexpr EditLimits edit_limits{.code_points = limits::comment_code_points, .line_breaks = true};
constexpr std::size_t tell_when_left = 100;  // the count is of no interest before
}  // namespace

Outcome update(Comment screen, const State& state, const Event& event, const Context& context) {
  if (std::holds_alternative<event::Back>(event)) return {Reasons{.draft = std::move(screen.draft)}};
  if (std::holds_alternative<event::Send>(event)) {
    auto effect = save(screen.draft, state, context.wall_s, context.content.version);
    return {Saving{.draft = std::move(screen.draft)}, {std::move(effect)}};
  }
  typing::answer({screen.board, screen.draft.comment}, event, edit_limits, context);
  return {std::move(screen)};
}

Element view(const Comment& screen, const State& state, const Context& context, Actions& actions) {
  const Look look{state, context, actions};
  const auto& layout = typing::layout_of(context.content, state.language, screen.board.layout);
  Element writing = column(typing::field(look, {.field = Field::comment,
                                                .name = "rate.comment",
                                                .edit = screen.draft.comment,
                                                .layout = layout,
                                                .placeholder_key = "rate.comment.placeholder",
                                                .focused = true,
                                                .multiline = true})
                               .with_grow())
                        .with_gap(space::hair);
  if (auto left = typing::room(look, screen.draft.comment, edit_limits, tell_when_left)) writing.add(*std::move(left));
  const bool of_service = std::holds_alternative<ServiceId>(screen.draft.subject);
  return typing_page(
      look, title(look, of_service ? "rate.comment.title" : "rate.commitment.comment", "rate.comment.help"),
      std::move(writing), typing::keys(look, layout, screen.board, screen.draft.comment),
      {back(look), start_again(look), spacer(),
       button(look, {.key = "rate.done", .rank = Rank::primary, .event = event::Send{}, .icon = "check"})});
}

}  // namespace minbar::kiosk::screen
