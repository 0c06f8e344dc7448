#include "kiosk/screens/start_text.h"

#include <array>

#include "kiosk/screens/form.h"
#include "kiosk/screens/frame.h"
#include "kiosk/screens/outcome.h"
#include "kiosk/screens/parts.h"
#include "kiosk/screens/start_draft.h"
#include "sync/base/limits.h"

namespace minbar::kiosk::screen {

using namespace ui;
using namespace parts;

namespace {

constexpr EditLimits object_limits{.code_points = limits::petition_object_code_points};
constexpr EditLimits reasons_limits{.code_points = limits::proposal_code_points, .line_breaks = true};
constexpr std::array fields{
    form::FormField{Field::object, object_limits, "start.object", "start.object", "start.object.placeholder"},
    form::FormField{Field::reasons, reasons_limits, "start.reasons", "start.reasons", "start.reasons.placeholder",
                    false, true},
};

}  // namespace

StartText start_text_at(StartDraft draft, Field field) {
  StartText screen{.draft = std::move(draft)};
  form::open_field(screen.open, fields, field);
  return screen;
}

Outcome update(StartText screen, const State&, const Event& event, const Context& context) {
  if (std::holds_alternative<event::Back>(event)) return {StartKind{.draft = std::move(screen.draft)}};
  if (std::holds_alternative<event::Continue>(event)) return {StartWho{.draft = std::move(screen.draft)}};
  const auto edited = [&](Field field) -> TextEdit& { return text_of(screen.draft, field); };
  form::answer(screen.open, fields, edited, event, context);
  return {std::move(screen)};
}

Element view(const StartText& screen, const State& state, const Context& context, Actions& actions) {
  const Look look{state, context, actions};
  const auto shown = [&](Field field) -> const TextEdit& { return text_of(screen.draft, field); };
  return typing_page(
      look, step_title(look, 2, "start.text.title", "start.text.help", start_steps),
      form::fields(look, screen.open, fields, shown), form::keys(look, screen.open, fields, shown),
      {back(look), start_again(look), spacer(),
       button(look, {.key = "nav.next", .rank = Rank::primary, .event = event::Continue{}, .forward = true})});
}

}  // namespace minbar::kiosk::screen
