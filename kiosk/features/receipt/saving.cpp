#include "kiosk/features/receipt/saving.h"

#include "kiosk/parts/frame.h"
#include "kiosk/parts/parts.h"
#include "kiosk/session/overloaded.h"

namespace minbar::kiosk::receipt {

using namespace ui;
using namespace parts;

Outcome update(Saving screen, const Seen&, const Saving::Hears& event) {
  return std::visit(
      overloaded{[&](const event::Saved& saved) -> Outcome {
                   if (saved.id != screen.save.submission.id) return {std::move(screen)};
                   return {Leave{std::visit([](auto& then) { return Door(std::move(then)); }, screen.then)}};
                 },
                 [&](const event::NotSaved& failed) -> Outcome {
                   if (failed.id == screen.save.submission.id) screen.failed = failed.why;
                   return {std::move(screen)};
                 },
                 [&](const event::Send&) -> Outcome {
                   if (!screen.failed) return {std::move(screen)};
                   screen.failed.reset();
                   auto again = screen.save;  // the same id and code, so that a try that did arrive is met again
                   return {std::move(screen), {std::move(again)}};
                 }},
      event);
}

Element view(const Saving& screen, const Look& look) {
  const bool failed = screen.failed.has_value();
  Element body =
      at_rest_in_the_middle(look, {medallion(look, failed ? "warning" : "hourglass_top", low(look.context) ? 28 : 44,
                                             failed ? ColorRole::warning : ColorRole::primary_soft,
                                             failed ? ColorRole::on_warning : ColorRole::primary),
                                   word(look, failed ? "saving.failed.title" : "saving.title",
                                        {.role = TextRole::title, .align = TextAlign::center}),
                                   word(look, failed ? "saving.failed.text" : "saving.text",
                                        {.color = ColorRole::ink_soft, .align = TextAlign::center})});
  if (!failed) return page(look, std::move(body), {});
  return page(
      look, std::move(body),
      {start_again(look), spacer(),
       button(look, {.key = "saving.failed.retry", .rank = Rank::primary, .event = event::Send{}, .icon = "refresh"})});
}

}  // namespace minbar::kiosk::receipt
