#include "kiosk/screens/typing.h"

#include <algorithm>

#include "ui/keyboard.h"

namespace minbar::kiosk::typing {

using namespace ui;

namespace {

Event meaning(const KeyboardKey& key, bool shift) {
  switch (key.action) {
    case KeyAction::emit:
      return event::Type{shift ? key.shifted : key.emit};
    case KeyAction::space:
      return event::Type{" "};
    case KeyAction::shift:
      return event::Shift{};
    case KeyAction::backspace:
      return event::Erase{};
    case KeyAction::enter:
      return event::LineBreak{};
    case KeyAction::layout:
      return event::UseLayout{key.layout};
  }
  return event::Touched{};
}

char32_t icon_of(const Context& context, KeyAction action) {
  std::string_view name;
  if (action == KeyAction::shift) name = "keyboard_capslock";
  if (action == KeyAction::backspace) name = "backspace";
  if (action == KeyAction::enter) name = "keyboard_return";
  const auto found = context.icons.find(name);
  return found == context.icons.end() ? 0 : found->second;
}

KeyLook look_of(const parts::Look& look, const KeyboardLayout& layout, const KeyboardKey& key, bool shift) {
  KeyLook face;
  face.name = key_name(key);
  face.units = key.width;
  face.acts = key.action != KeyAction::emit && key.action != KeyAction::space;
  face.on = key.action == KeyAction::shift && shift;
  face.icon = icon_of(look.context, key.action);
  face.language = tag_of(layout.language);
  face.stack = parts::stack_of(layout.language);
  face.action = look.actions.add(meaning(key, shift));
  if (key.action == KeyAction::emit) face.label = shift ? key.shifted_label : key.label;
  if (key.action == KeyAction::space || key.action == KeyAction::layout) {
    // the space bar names the language one types in; a layout key says where it leads, in that language
    const bool space = key.action == KeyAction::space;
    const auto wording =
        look.context.words.say(look.state.language, space ? "keyboard.space" : std::string_view(key.word));
    const auto own = look.context.words.say(layout.language, "language.name");
    const auto& said = space ? own : wording;
    face.label = said.text;
    face.language = tag_of(said.language);
    face.stack = parts::stack_of(said.language);
    face.role = TextRole::caption;
  }
  return face;
}

}  // namespace

std::string key_name(const KeyboardKey& key) {
  switch (key.action) {
    case KeyAction::emit:
      return "key." + key.emit;
    case KeyAction::shift:
      return "key.shift";
    case KeyAction::backspace:
      return "key.backspace";
    case KeyAction::space:
      return "key.space";
    case KeyAction::enter:
      return "key.enter";
    case KeyAction::layout:
      return "key.layout." + key.layout;
  }
  return {};
}

const KeyboardLayout& layout_of(const Content& content, Language language, std::string_view chosen) {
  const auto& keyboards = content.keyboards;
  const auto* layout = keyboards.find(chosen);
  return layout != nullptr ? *layout : keyboards.start_for(language);
}

Element keys(const parts::Look& look, const KeyboardLayout& layout, bool shift) {
  std::vector<std::vector<KeyLook>> rows;
  for (const auto& row : layout.rows) {
    auto& faces = rows.emplace_back();
    for (const auto& key : row) faces.push_back(look_of(look, layout, key, shift));
  }
  const float height = std::min(15.0F, std::max(size::target, look.context.panel.height_mm() * 0.055F));
  return ui::keyboard(std::move(rows), height);
}

TextEdit typed(TextEdit edit, const Event& event, const EditLimits& limits, const GraphemeBreaks& graphemes) {
  if (const auto* type = std::get_if<event::Type>(&event)) return insert(std::move(edit), type->letters, limits);
  if (std::holds_alternative<event::LineBreak>(event)) return insert(std::move(edit), "\n", limits);
  if (std::holds_alternative<event::Erase>(event)) return erase_before(std::move(edit), graphemes);
  if (const auto* caret = std::get_if<event::PlaceCaret>(&event))
    return place_caret(std::move(edit), caret->byte, graphemes);
  return edit;
}

Element field(const parts::Look& look, const FieldSpec& spec) {
  const auto hint = look.context.words.say(look.state.language, spec.placeholder_key);
  Element e = parts::quoted(look, std::string(spec.name), spec.edit.text);
  e.kind = Kind::field;
  e.field = {.caret = spec.edit.caret, .focused = spec.focused, .multiline = spec.multiline};
  e.placeholder = hint.text;
  e.placeholder_key = spec.placeholder_key;
  // An empty field takes the side its reader will begin on.
  if (spec.edit.text.empty())
    e.direction = direction_of(hint.language) == Direction::rtl ? BaseDirection::rtl : BaseDirection::ltr;
  if (spec.left_to_right && !spec.edit.text.empty()) e.direction = BaseDirection::ltr;
  return std::move(e)
      .with_padding(space::near, space::tight)
      .with_min_height(spec.multiline ? 30.0F : 16.0F)
      .with_background(ColorRole::surface)
      .with_border(spec.focused ? ColorRole::primary : ColorRole::line, spec.focused ? 0.7F : 0.4F)
      .with_radius(size::radius)
      .with_action(look.actions.add_field(spec.field));
}

}  // namespace minbar::kiosk::typing
