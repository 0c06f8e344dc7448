#include "kiosk/screens/start_who.h"

#include <array>
#include <span>

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

constexpr EditLimits name_limits{.code_points = limits::name_code_points};
constexpr EditLimits id_limits{.code_points = limits::national_id_code_points};
constexpr EditLimits contact_limits{.code_points = limits::contact_code_points};
// The association's name comes last, so that citizens have the first three.
constexpr std::array all_fields{
    form::FormField{Field::name, name_limits, "start.name", "start.name", ""},
    form::FormField{Field::national_id, id_limits, "field.national_id", "sign.national_id",
                    "sign.national_id.placeholder", true, false, true},
    form::FormField{Field::contact, contact_limits, "field.contact", "propose.author.contact",
                    "propose.author.contact.placeholder", true},
    form::FormField{Field::association, name_limits, "start.association_name", "start.association_name", ""},
};

std::span<const form::FormField> fields_of(const StartDraft& draft) {
  return std::span(all_fields).first(draft.by_association ? 4 : 3);
}

}  // namespace

StartWho start_who_at(StartDraft draft, Field field) {
  StartWho screen{.draft = std::move(draft)};
  form::open_field(screen.open, fields_of(screen.draft), field);
  return screen;
}

Outcome update(StartWho screen, const State&, const Event& event, const Context& context) {
  if (std::holds_alternative<event::Back>(event)) return {StartText{.draft = std::move(screen.draft)}};
  if (std::holds_alternative<event::Continue>(event)) return {StartReview{.draft = std::move(screen.draft)}};
  const auto edited = [&](Field field) -> TextEdit& { return text_of(screen.draft, field); };
  form::answer(screen.open, fields_of(screen.draft), edited, event, context);
  return {std::move(screen)};
}

Element view(const StartWho& screen, const State& state, const Context& context, Actions& actions) {
  const Look look{state, context, actions};
  const auto fields = fields_of(screen.draft);
  const auto shown = [&](Field field) -> const TextEdit& { return text_of(screen.draft, field); };
  return typing_page(
      look, step_title(look, 3, "start.who.title", "start.who.help", start_steps),
      form::fields(look, screen.open, fields, shown), form::keys(look, screen.open, fields, shown),
      {back(look), start_again(look), spacer(),
       button(look, {.key = "nav.next", .rank = Rank::primary, .event = event::Continue{}, .forward = true})});
}

}  // namespace minbar::kiosk::screen
