#include "kiosk/screens/author.h"

#include "kiosk/screens/frame.h"
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
  if (const auto* caret = std::get_if<event::PlaceCaret>(&event)) focus(screen, caret->field);
  if (std::holds_alternative<event::LineBreak>(event)) {
    focus(screen, screen.field == Field::name ? Field::contact : Field::name);
    return {std::move(screen)};
  }
  const bool contact = screen.field == Field::contact;
  typing::answer({screen.layout, screen.shift, contact ? screen.draft.contact : screen.draft.name}, event,
                 contact ? contact_limits : name_limits, context.graphemes);
  return {std::move(screen)};
}

namespace {

struct Part {
  Field field;
  const TextEdit& edit;
  std::string_view name;  // of the field
  std::string_view key;
  std::string_view placeholder;
};

Element box(const Look& look, const Author& screen, const Part& part) {
  return typing::field(look, {.field = part.field,
                              .name = part.name,
                              .edit = part.edit,
                              .placeholder_key = low(look.context) ? std::string_view{} : part.placeholder,
                              .focused = screen.field == part.field,
                              .multiline = false,
                              .left_to_right = part.field == Field::contact});
}

Element labelled(const Look& look, const Author& screen, const Part& part) {
  return column(word(look, part.key, {.role = TextRole::label}), box(look, screen, part)).with_gap(space::hair);
}

// Where two fields have no room above the keys: both named, one open.
Element tab(const Look& look, const Author& screen, const Part& part) {
  const bool open = screen.field == part.field;
  return row(word(look, part.key, {.role = TextRole::caption, .align = TextAlign::center}).with_grow())
      .with_name(std::string(part.key) + ".tab")
      .with_align(Align::center)
      .with_padding(space::tight, 0)
      .with_min_height(size::target)
      .with_background(open ? ColorRole::primary_soft : ColorRole::surface)
      .with_border(open ? ColorRole::primary : ColorRole::line, 0.5F)
      .with_radius(size::radius)
      .with_action(look.actions.add(event::PlaceCaret{part.field, part.edit.text.size()}));
}

Element fields_of(const Look& look, const Author& screen) {
  const Part name{Field::name, screen.draft.name, "author.name", "propose.author.name",
                  "propose.author.name.placeholder"};
  const Part contact{Field::contact, screen.draft.contact, "author.contact", "propose.author.contact",
                     "propose.author.contact.placeholder"};
  if (low(look.context)) {
    std::vector<Element> tabs;
    tabs.push_back(tab(look, screen, name));
    tabs.push_back(tab(look, screen, contact));
    return column(grid(2, std::move(tabs)).with_gap(space::tight),
                  box(look, screen, screen.field == Field::name ? name : contact))
        .with_gap(space::tight);
  }
  if (landscape(look.context))
    return column(row(labelled(look, screen, name).with_grow(), labelled(look, screen, contact).with_grow())
                      .with_gap(space::near)
                      .with_align(Align::end),
                  spacer());
  return column(labelled(look, screen, name), labelled(look, screen, contact), spacer()).with_gap(space::near);
}

}  // namespace

Element view(const Author& screen, const State& state, const Context& context, Actions& actions) {
  const Look look{state, context, actions};
  const auto& layout = typing::layout_of(context.content, state.language, screen.layout);
  return typing_page(
      look, step_title(look, 3, "propose.author.title", "propose.author.help"), fields_of(look, screen),
      typing::keys(look, layout, screen.shift),
      {back(look), start_again(look), spacer(),
       button(look, {.key = "nav.next", .rank = Rank::primary, .event = event::Continue{}, .forward = true})});
}

}  // namespace minbar::kiosk::screen
