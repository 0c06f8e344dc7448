#include "kiosk/screens/sign_name.h"

#include <array>
#include <string_view>

#include "kiosk/screens/form.h"
#include "kiosk/screens/frame.h"
#include "kiosk/screens/outcome.h"
#include "kiosk/screens/petition_parts.h"
#include "kiosk/screens/sign_draft.h"
#include "sync/base/limits.h"

namespace minbar::kiosk::screen {

using namespace ui;
using namespace parts;

namespace {

constexpr EditLimits name_limits{.code_points = limits::name_code_points};
constexpr EditLimits id_limits{.code_points = limits::national_id_code_points};
constexpr std::array fields{
    form::FormField{Field::given_name, name_limits, "sign.given_name", "sign.given_name", ""},
    form::FormField{Field::family_name, name_limits, "sign.family_name", "sign.family_name", ""},
    form::FormField{Field::national_id, id_limits, "sign.national_id", "sign.national_id",
                    "sign.national_id.placeholder", true, false, true},
};

template <class Draft>
auto& text_of(Draft& draft, Field field) {
  if (field == Field::national_id) return draft.national_id;
  return field == Field::family_name ? draft.family_name : draft.given_name;
}

Field field_of(FormGap gap) {
  if (gap == FormGap::given_name) return Field::given_name;
  return gap == FormGap::family_name ? Field::family_name : Field::national_id;
}

}  // namespace

Outcome update(SignName screen, const State&, const Event& event, const Context& context) {
  if (std::holds_alternative<event::Back>(event)) return {SignWho{.draft = std::move(screen.draft)}};
  if (std::holds_alternative<event::Continue>(event)) {
    const auto gap = first_gap(screen.draft, SignStep::name);
    if (!gap) return {SignHome{.draft = std::move(screen.draft)}};
    form::open_field(screen.open, fields, field_of(*gap));
    screen.asked_too_soon = true;
    return {std::move(screen)};
  }
  const bool opens =
      std::holds_alternative<event::PlaceCaret>(event) || std::holds_alternative<event::SelectWord>(event);
  if (opens) screen.asked_too_soon = false;
  const auto edited = [&](Field field) -> TextEdit& { return text_of(screen.draft, field); };
  if (form::answer(screen.open, fields, edited, event, context)) screen.asked_too_soon = false;
  return {std::move(screen)};
}

Element view(const SignName& screen, const State& state, const Context& context, Actions& actions) {
  const Look look{state, context, actions};
  const auto shown = [&](Field field) -> const TextEdit& { return text_of(screen.draft, field); };
  const auto gap = screen.asked_too_soon ? first_gap(screen.draft, SignStep::name) : std::nullopt;
  return typing_page(
      look, step_title(look, 2, "sign.name.title", "sign.name.help", sign_steps),
      form::fields(look, screen.open, fields, shown, gap ? gap_word(*gap) : std::string_view{}),
      form::keys(look, screen.open, fields, shown),
      {back(look), start_again(look), spacer(),
       button(look, {.key = "nav.next", .rank = Rank::primary, .event = event::Continue{}, .forward = true})});
}

}  // namespace minbar::kiosk::screen
