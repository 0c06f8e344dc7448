#include "kiosk/features/propose/author.h"

#include <array>

#include "kiosk/parts/form.h"
#include "kiosk/parts/frame.h"
#include "kiosk/parts/parts.h"
#include "kiosk/session/overloaded.h"
#include "sync/base/limits.h"

namespace minbar::kiosk::propose {

using namespace ui;
using namespace parts;

namespace {

constexpr EditLimits name_limits{.code_points = limits::name_code_points};
constexpr EditLimits contact_limits{.code_points = limits::contact_code_points};
constexpr std::array fields{
    form::FormField{Field::name, name_limits, "author.name", "propose.author.name", "propose.author.name.placeholder"},
    // a telephone number or an e-mail address is Latin whatever the language
    form::FormField{Field::contact, contact_limits, "author.contact", "propose.author.contact",
                    "propose.author.contact.placeholder", true},
};

template <class Draft>
auto& text_of(Draft& draft, Field field) {
  return field == Field::contact ? draft.contact : draft.name;
}

}  // namespace

Outcome update(Author screen, const Seen& seen, const Author::Hears& event) {
  return std::visit(
      overloaded{[&](const event::Back&) -> Outcome { return {Notice{.draft = std::move(screen.draft)}}; },
                 [&](const event::Continue&) -> Outcome { return {Review{.draft = std::move(screen.draft)}}; },
                 [&](const KeyEvent& pressed) -> Outcome {
                   const auto edited = [&](Field field) -> TextEdit& { return text_of(screen.draft, field); };
                   form::answer(screen.open, fields, edited, pressed, seen.context);
                   return {std::move(screen)};
                 }},
      event);
}

Element view(const Author& screen, const Look& look) {
  const auto shown = [&](Field field) -> const TextEdit& { return text_of(screen.draft, field); };
  return typing_page(
      look, title(look, "propose.author.title", "propose.author.help"), form::fields(look, screen.open, fields, shown),
      form::keys(look, screen.open, fields, shown),
      {.out = back(look),
       .on = button(look, {.key = "nav.next", .rank = Rank::primary, .event = event::Continue{}, .forward = true})});
}

}  // namespace minbar::kiosk::propose
