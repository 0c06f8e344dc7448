#include "kiosk/screens/sign_name.h"

#include <array>

#include "kiosk/screens/form.h"
#include "kiosk/screens/frame.h"
#include "kiosk/screens/outcome.h"
#include "kiosk/screens/parts.h"
#include "kiosk/screens/sign_draft.h"
#include "sync/base/limits.h"
#include "sync/domain/national_id.h"
#include "sync/domain/validate.h"

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

// The first thing that is missing on this page, as a word key; empty: nothing.
std::string_view gap_of(const SignDraft& draft) {
  if (!says_something(draft.given_name.text)) return "form.gap.given_name";
  if (!says_something(draft.family_name.text)) return "form.gap.family_name";
  if (!says_something(draft.national_id.text)) return "form.gap.national_id";
  return normalized_national_id(draft.national_id.text) ? "" : "form.gap.national_id_malformed";
}

}  // namespace

Outcome update(SignName screen, const State&, const Event& event, const Context& context) {
  if (std::holds_alternative<event::Back>(event)) return {SignWho{.draft = std::move(screen.draft)}};
  if (std::holds_alternative<event::Continue>(event)) {
    if (gap_of(screen.draft).empty()) return {SignHome{.draft = std::move(screen.draft)}};
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
  Element writing = form::fields(look, screen.open, fields, shown);
  if (screen.asked_too_soon)
    writing = column(remark(look, gap_of(screen.draft)), std::move(writing)).with_gap(space::tight);
  return typing_page(
      look, step_title(look, 2, "sign.name.title", "sign.name.help", sign_steps), std::move(writing),
      // where room is short the keys give way to what is missing, until a field is touched
      screen.asked_too_soon && (short_of_room(context) || landscape(context))
          ? column()
          : form::keys(look, screen.open, fields, shown),
      {back(look), start_again(look), spacer(),
       button(look, {.key = "nav.next", .rank = Rank::primary, .event = event::Continue{}, .forward = true})});
}

}  // namespace minbar::kiosk::screen
