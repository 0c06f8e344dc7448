#include "kiosk/features/petition/start_who.h"

#include <array>
#include <span>

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

Outcome update(StartWho screen, const Seen& seen, const StartWho::Hears& event) {
  return std::visit(
      overloaded{[&](const event::Back&) -> Outcome { return {StartText{.draft = std::move(screen.draft)}}; },
                 [&](const event::Continue&) -> Outcome { return {StartReview{.draft = std::move(screen.draft)}}; },
                 [&](const KeyEvent& pressed) -> Outcome {
                   const auto edited = [&](Field field) -> TextEdit& { return text_of(screen.draft, field); };
                   form::answer(screen.open, fields_of(screen.draft), edited, pressed, seen.context);
                   return {std::move(screen)};
                 }},
      event);
}

Element view(const StartWho& screen, const Look& look) {
  const auto fields = fields_of(screen.draft);
  const auto shown = [&](Field field) -> const TextEdit& { return text_of(screen.draft, field); };
  return typing_page(
      look, step_title(look, 3, "start.who.title", "start.who.help", start_steps),
      form::fields(look, screen.open, fields, shown), form::keys(look, screen.open, fields, shown),
      {.out = back(look),
       .on = button(look, {.key = "nav.next", .rank = Rank::primary, .event = event::Continue{}, .forward = true})});
}

}  // namespace minbar::kiosk::petition
