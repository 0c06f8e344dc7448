#include "kiosk/features/petition/start_text.h"

#include <array>

#include "kiosk/features/petition/start_draft.h"
#include "kiosk/parts/form.h"
#include "kiosk/parts/frame.h"
#include "kiosk/parts/parts.h"
#include "kiosk/session/overloaded.h"
#include "sync/base/limits.h"

namespace minbar::kiosk::petition {

using namespace ui;
using namespace parts;

namespace {

constexpr EditLimits object_limits{.code_points = limits::petition_object_code_points};
constexpr EditLimits reasons_limits{.code_points = limits::proposal_code_points, .line_breaks = true};
constexpr std::array text_fields{
    form::FormField{Field::object, object_limits, "start.object", "start.object", "start.object.placeholder"},
    form::FormField{Field::reasons, reasons_limits, "start.reasons", "start.reasons", "start.reasons.placeholder",
                    false, true},
};

}  // namespace

StartText start_text_at(StartDraft draft, Field field) {
  StartText screen{.draft = std::move(draft)};
  form::open_field(screen.open, text_fields, field);
  return screen;
}

Outcome update(StartText screen, const Seen& seen, const StartText::Hears& event) {
  return std::visit(
      overloaded{[&](const event::Back&) -> Outcome { return {StartKind{.draft = std::move(screen.draft)}}; },
                 [&](const event::Continue&) -> Outcome { return {StartWho{.draft = std::move(screen.draft)}}; },
                 [&](const KeyEvent& pressed) -> Outcome {
                   const auto edited = [&](Field field) -> TextEdit& { return text_of(screen.draft, field); };
                   form::answer(screen.open, text_fields, edited, pressed, seen.context);
                   return {std::move(screen)};
                 }},
      event);
}

Element view(const StartText& screen, const Look& look) {
  const auto shown = [&](Field field) -> const TextEdit& { return text_of(screen.draft, field); };
  return typing_page(
      look, step_title(look, 2, "start.text.title", "start.text.help", start_steps),
      form::fields(look, screen.open, text_fields, shown), form::keys(look, screen.open, text_fields, shown),
      {.out = back(look),
       .on = button(look, {.key = "nav.next", .rank = Rank::primary, .event = event::Continue{}, .forward = true})});
}

}  // namespace minbar::kiosk::petition
