#include "kiosk/features/rate/comment.h"

#include "kiosk/features/rate/record.h"
#include "kiosk/parts/frame.h"
#include "kiosk/parts/parts.h"
#include "kiosk/parts/typing.h"
#include "kiosk/session/overloaded.h"
#include "sync/base/limits.h"

namespace minbar::kiosk::rate {

using namespace ui;
using namespace parts;

namespace {
constexpr EditLimits edit_limits{.code_points = limits::comment_code_points, .line_breaks = true};
constexpr std::size_t tell_when_left = 100;  // the count is of no interest before
}  // namespace

Outcome update(Comment screen, const Seen& seen, const Comment::Hears& event) {
  return std::visit(
      overloaded{[&](const event::Back&) -> Outcome { return {Reasons{.draft = std::move(screen.draft)}}; },
                 [&](const event::Send&) -> Outcome { return {keep(screen.draft, seen)}; },
                 [&](const KeyEvent& pressed) -> Outcome {
                   const auto before = screen.draft.comment.text;
                   typing::answer({screen.board, screen.draft.comment}, pressed, edit_limits, seen.context);
                   if (screen.draft.comment.text == before) return {std::move(screen)};
                   auto kept = keep_draft(screen.draft, seen);
                   return {std::move(screen), {std::move(kept)}};
                 },
                 [&](const event::DraftKept& kept) -> Outcome {
                   screen.draft.on_disk = screen.draft.on_disk || kept.id == screen.draft.id;
                   return {std::move(screen)};
                 }},
      event);
}

Element view(const Comment& screen, const Look& look) {
  const auto& layout = typing::layout_of(look.context.content, look.choices.language, screen.board.layout);
  Element writing = column(typing::field_with_example(look, "rate.comment.placeholder",
                                                      {.field = Field::comment,
                                                       .name = "rate.comment",
                                                       .edit = screen.draft.comment,
                                                       .layout = layout,
                                                       .focused = true,
                                                       .multiline = true}))
                        .with_gap(space::hair);
  if (auto left = typing::room(look, screen.draft.comment, edit_limits, tell_when_left)) writing.add(*std::move(left));
  const bool of_service = std::holds_alternative<ServiceId>(screen.draft.subject);
  return typing_page(
      look, title(look, of_service ? "rate.comment.title" : "rate.commitment.comment", "rate.comment.help"),
      std::move(writing), typing::keys(look, layout, screen.board, screen.draft.comment),
      {.out = back(look),
       .on = button(look, {.key = "rate.done", .rank = Rank::primary, .event = event::Send{}, .icon = "check"})});
}

}  // namespace minbar::kiosk::rate
