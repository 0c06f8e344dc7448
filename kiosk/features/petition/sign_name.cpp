#include "kiosk/features/petition/sign_name.h"

#include <array>
#include <string_view>

#include "kiosk/features/petition/petition_parts.h"
#include "kiosk/features/petition/sign_draft.h"
#include "kiosk/parts/form.h"
#include "kiosk/parts/frame.h"
#include "kiosk/session/overloaded.h"
#include "sync/base/limits.h"

namespace minbar::kiosk::petition {

using namespace ui;
using namespace parts;

namespace {

constexpr EditLimits signer_name_limits{.code_points = limits::name_code_points};
constexpr EditLimits signer_id_limits{.code_points = limits::national_id_code_points};
constexpr std::array signer_fields{
    form::FormField{Field::given_name, signer_name_limits, "sign.given_name", "sign.given_name", ""},
    form::FormField{Field::family_name, signer_name_limits, "sign.family_name", "sign.family_name", ""},
    form::FormField{Field::national_id, signer_id_limits, "sign.national_id", "sign.national_id",
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

Outcome update(SignName screen, const Seen& seen, const SignName::Hears& event) {
  return std::visit(
      overloaded{[&](const event::Back&) -> Outcome { return {SignWho{.draft = std::move(screen.draft)}}; },
                 [&](const event::Continue&) -> Outcome {
                   const auto gap = first_gap(screen.draft, SignStep::name);
                   if (!gap && skips_home(screen.draft)) return {SignInk{.draft = std::move(screen.draft)}};
                   if (!gap) return {SignHome{.draft = std::move(screen.draft)}};
                   form::open_field(screen.open, signer_fields, field_of(*gap));
                   screen.asked_too_soon = true;
                   return {std::move(screen)};
                 },
                 [&](const KeyEvent& pressed) -> Outcome {
                   const bool opens = std::holds_alternative<event::PlaceCaret>(pressed) ||
                                      std::holds_alternative<event::SelectWord>(pressed);
                   const auto edited = [&](Field field) -> TextEdit& { return text_of(screen.draft, field); };
                   const bool changed = form::answer(screen.open, signer_fields, edited, pressed, seen.context);
                   if (opens || changed) screen.asked_too_soon = false;
                   return {std::move(screen)};
                 }},
      event);
}

Element view(const SignName& screen, const Look& look) {
  const auto shown = [&](Field field) -> const TextEdit& { return text_of(screen.draft, field); };
  const auto gap = screen.asked_too_soon ? first_gap(screen.draft, SignStep::name) : std::nullopt;
  return typing_page(
      look, step_title(look, 2, "sign.name.title", "sign.name.help", sign_steps(screen.draft)),
      form::fields(look, screen.open, signer_fields, shown, gap ? gap_word(*gap) : std::string_view{}),
      form::keys(look, screen.open, signer_fields, shown),
      {.out = back(look),
       .on = button(look, {.key = "nav.next", .rank = Rank::primary, .event = event::Continue{}, .forward = true})});
}

}  // namespace minbar::kiosk::petition
