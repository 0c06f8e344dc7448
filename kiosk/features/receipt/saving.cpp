#include "kiosk/features/receipt/saving.h"

#include <string_view>
#include <utility>
#include <variant>

#include "kiosk/parts/frame.h"
#include "kiosk/parts/parts.h"
#include "kiosk/session/overloaded.h"
#include "sync/domain/records/submission.h"

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

namespace {

// A rating was said with its face, and the kiosk goes on trying; all else goes with its session.
std::string_view what_it_means(const Saving& screen) {
  return std::holds_alternative<Rating>(screen.save.submission.body) ? "saving.failed.rating" : "saving.failed.unkept";
}

}  // namespace

bool would_be_lost(const Saving& screen) {
  return screen.failed && !std::holds_alternative<Rating>(screen.save.submission.body);
}

Element view(const Saving& screen, const Look& look) {
  if (!screen.failed) return parts::saving(look);
  Element body = at_rest_in_the_middle(
      look, {medallion(look, "warning", low(look.context) ? 28 : 44, ColorRole::warning, ColorRole::on_warning),
             word(look, "saving.failed.title", {.role = TextRole::title, .align = TextAlign::center}),
             word(look, what_it_means(screen), {.color = ColorRole::ink_soft, .align = TextAlign::center})});
  return page(
      look, std::move(body),
      {.on = button(look,
                    {.key = "saving.failed.retry", .rank = Rank::primary, .event = event::Send{}, .icon = "refresh"})});
}

}  // namespace minbar::kiosk::receipt
