#include "kiosk/features/staff/badge.h"

#include "kiosk/parts/code_pad.h"
#include "kiosk/session/overloaded.h"

namespace minbar::kiosk::staff {

namespace {

std::vector<minbar::Badge> badges_here(const Seen& seen) {
  const auto& content = seen.context.content;
  const auto& station = seen.kiosk.station;
  return station ? badges_at(content.badges, station->place, content.places) : std::vector<minbar::Badge>();
}

}  // namespace

Outcome update(Badge screen, const Seen& seen, const Badge::Hears& event) {
  return std::visit(overloaded{[&](const event::Back&) -> Outcome { return {Leave{door::Menu{}}}; },
                               [&](const event::BadgeChecked& answer) -> Outcome {
                                 if (screen.question.asked != answer.ask) return {screen};
                                 if (answer.badge) return {Assist{.badge = *answer.badge}};
                                 code_pad::fail(screen.question);
                                 return {screen};
                               },
                               [&](const code_pad::Pressed& pressed) -> Outcome {
                                 const auto code = code_pad::answer(screen.question, pressed, seen.context.fresh_id);
                                 if (!code) return {screen};
                                 return {screen, {CheckBadge{seen.context.fresh_id, *code, badges_here(seen)}}};
                               }},
                    event);
}

ui::Element view(const Badge& screen, const parts::Look& look) {
  return code_pad::page(
      look, screen.question,
      {.title = "badge.title", .help = "badge.help", .mistyped = "badge.mistyped", .failed = "badge.unknown"});
}

}  // namespace minbar::kiosk::staff
