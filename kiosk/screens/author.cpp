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
constexpr std::size_t tell_when_left = 20;  // the count is of no interest before
constexpr std::string_view latin_layout =
    "fr";  // a telephone number or an e-mail address is Latin whatever the language

const EditLimits& limits_of(Field field) { return field == Field::contact ? contact_limits : name_limits; }

void focus(Author& screen, Field field) {
  if (screen.field == field) return;
  screen.field = field;
  screen.board = {.layout = std::string(field == Field::contact ? latin_layout : std::string_view{})};
}

TextEdit& open_edit(Author& screen) {
  return screen.field == Field::contact ? screen.draft.contact : screen.draft.name;
}
}  // namespace

Outcome update(Author screen, const State&, const Event& event, const Context& context) {
  if (std::holds_alternative<event::Back>(event)) return {Notice{.draft = std::move(screen.draft)}};
  if (std::holds_alternative<event::Continue>(event)) return {About{.draft = std::move(screen.draft)}};
  if (const auto* caret = std::get_if<event::PlaceCaret>(&event)) focus(screen, caret->field);
  if (const auto* word = std::get_if<event::SelectWord>(&event)) focus(screen, word->field);
  if (std::holds_alternative<event::LineBreak>(event)) {
    focus(screen, screen.field == Field::name ? Field::contact : Field::name);
    return {std::move(screen)};
  }
  typing::answer({screen.board, open_edit(screen)}, event, limits_of(screen.field), context);
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
  return typing::field(look,
                       {.field = part.field,
                        .name = part.name,
                        .edit = part.edit,
                        .layout = typing::layout_of(look.context.content, look.state.language, screen.board.layout),
                        .placeholder_key = low(look.context) ? std::string_view{} : part.placeholder,
                        .focused = screen.field == part.field,
                        .multiline = false,
                        .left_to_right = part.field == Field::contact});
}

// A field, and how much room is left in it once that matters.
Element box_and_room(const Look& look, const Author& screen, const Part& part) {
  Element out = column(box(look, screen, part)).with_gap(space::hair);
  if (auto left = typing::room(look, part.edit, limits_of(part.field), tell_when_left)) out.add(*std::move(left));
  return out;
}

Element labelled(const Look& look, const Author& screen, const Part& part) {
  return column(word(look, part.key, {.role = TextRole::label}), box_and_room(look, screen, part))
      .with_gap(space::hair);
}

// Where two fields have no room above the keys: both named, one open.
Element tab(const Look& look, const Author& screen, const Part& part) {
  const bool open = screen.field == part.field;
  // As words on keys where the largest letters would take the field's room.
  const auto role = largest(look.context) ? TextRole::key_word : TextRole::caption;
  return row(word(look, part.key, {.role = role, .align = TextAlign::center}).with_grow())
      .with_name(std::string(part.key) + ".tab")
      .with_align(Align::center)
      .with_padding(space::hair, 0)
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
                  box_and_room(look, screen, screen.field == Field::name ? name : contact))
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
  const auto& edit = screen.field == Field::contact ? screen.draft.contact : screen.draft.name;
  const auto& layout = typing::layout_of(context.content, state.language, screen.board.layout);
  return typing_page(
      look, step_title(look, 3, "propose.author.title", "propose.author.help"), fields_of(look, screen),
      typing::keys(look, layout, screen.board, edit),
      {back(look), start_again(look), spacer(),
       button(look, {.key = "nav.next", .rank = Rank::primary, .event = event::Continue{}, .forward = true})});
}

}  // namespace minbar::kiosk::screen
