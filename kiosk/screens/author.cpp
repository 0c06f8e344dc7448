#include "kiosk/screens/author.h"

#include "kiosk/screens/outcome.h"
#include "kiosk/screens/parts.h"
#include "kiosk/screens/typing.h"
#include "sync/base/limits.h"

namespace minbar::kiosk::screen {

using namespace ui;
using namespace parts;

namespace {
constexpr EditLimits name_limits{.code_points = limits::name_code_points};
constexpr EditLimits contact_limits{.code_points = limits::contact_code_points};
constexpr std::string_view latin_layout =
    "fr";  // a telephone number or an e-mail address is Latin whatever the language

void focus(Author& screen, Field field) {
  if (screen.field == field) return;
  screen.field = field;
  screen.layout = field == Field::contact ? latin_layout : std::string_view{};
  screen.shift = false;
}
}  // namespace

Outcome update(Author screen, const State&, const Event& event, const Context& context) {
  if (std::holds_alternative<event::Back>(event)) return {Notice{.draft = std::move(screen.draft)}};
  if (std::holds_alternative<event::Continue>(event)) return {Review{.draft = std::move(screen.draft)}};
  if (const auto* layout = std::get_if<event::UseLayout>(&event)) screen.layout = layout->layout;
  if (std::holds_alternative<event::Shift>(event)) {
    screen.shift = !screen.shift;
    return {std::move(screen)};
  }
  if (const auto* caret = std::get_if<event::PlaceCaret>(&event)) focus(screen, caret->field);
  if (std::holds_alternative<event::LineBreak>(event)) {
    focus(screen, screen.field == Field::name ? Field::contact : Field::name);
    return {std::move(screen)};
  }
  const bool contact = screen.field == Field::contact;
  ui::TextEdit& edit = contact ? screen.draft.contact : screen.draft.name;
  auto edited = typing::typed(edit, event, contact ? contact_limits : name_limits, context.graphemes);
  if (edited != edit) screen.shift = false;
  edit = std::move(edited);
  return {std::move(screen)};
}

namespace {

Element labelled(const Look& look, const Author& screen, Field field, const TextEdit& edit, std::string_view key,
                 std::string_view placeholder) {
  return column(word(look, key, {.role = TextRole::label}),
                typing::field(look, {.field = field,
                                     .name = field == Field::name ? "author.name" : "author.contact",
                                     .edit = edit,
                                     .placeholder_key = placeholder,
                                     .focused = screen.field == field,
                                     .multiline = false,
                                     .left_to_right = field == Field::contact}))
      .with_gap(space::hair);
}

}  // namespace

Element view(const Author& screen, const State& state, const Context& context, Actions& actions) {
  const Look look{state, context, actions};
  const auto& layout = typing::layout_of(context.content, state.language, screen.layout);
  Element body = column(step_title(look, 3, "propose.author.title", "propose.author.help"),
                        labelled(look, screen, Field::name, screen.draft.name, "propose.author.name",
                                 "propose.author.name.placeholder"),
                        labelled(look, screen, Field::contact, screen.draft.contact, "propose.author.contact",
                                 "propose.author.contact.placeholder"),
                        spacer(), typing::keys(look, layout, screen.shift))
                     .with_gap(space::near);
  return page(
      look, std::move(body),
      {button(look, {.key = "nav.back", .event = event::Back{}, .back = true}),
       button(look,
              {.key = "nav.start_again", .rank = Rank::quiet, .event = event::StartAgain{}, .icon = "restart_alt"}),
       spacer(),
       button(look, {.key = "nav.next", .rank = Rank::primary, .event = event::Continue{}, .forward = true})
           .with_min_width(56)});
}

}  // namespace minbar::kiosk::screen
