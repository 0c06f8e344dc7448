#include "kiosk/features/receipt/follow.h"

#include "kiosk/parts/code_pad.h"
#include "kiosk/session/overloaded.h"

namespace minbar::kiosk::receipt {

Outcome update(Follow screen, const Seen& seen, const Follow::Hears& event) {
  return std::visit(overloaded{[&](const event::Back&) -> Outcome { return {Leave{door::Menu{}}}; },
                               [&](const event::Found& answer) -> Outcome {
                                 if (screen.question.asked != answer.ask) return {screen};
                                 if (answer.trail) return {Became{.trail = *answer.trail}};
                                 code_pad::fail(screen.question);
                                 return {screen};
                               },
                               [&](const code_pad::Pressed& pressed) -> Outcome {
                                 const auto code = code_pad::answer(screen.question, pressed, seen.context.fresh_id);
                                 if (!code) return {screen};
                                 return {screen, {LookUp{.ask = seen.context.fresh_id, .code = *code}}};
                               }},
                    event);
}

ui::Element view(const Follow& screen, const parts::Look& look) {
  return code_pad::page(
      look, screen.question,
      {.title = "follow.title", .help = "follow.help", .mistyped = "follow.mistyped", .failed = "follow.failed"});
}

}  // namespace minbar::kiosk::receipt
