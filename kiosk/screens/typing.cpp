#include "kiosk/screens/typing.h"

#include <algorithm>

#include "sync/base/ensure.h"
#include "sync/domain/keyboards_fit.h"
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

// The language in which a key's word is said. A key that changes the layout speaks the language it leads to, so that
// whoever needs that layout can read the key; a reader of English reads the French keyboard's other words in English.
Language language_of(const parts::Look& look, const KeyboardLayout& layout, const KeyboardKey& key) {
  if (key.action != KeyAction::layout) return layout.language;
  const auto* target = look.context.content.keyboards.find(key.layout);
  ENSURE(target != nullptr, "where a key leads was checked when the pack was read");
  const bool stays = target->language == layout.language;
  return stays && layout.language == Language::fr && look.state.language == Language::en ? Language::en
                                                                                         : target->language;
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
    // the space bar names the language one types in
    const bool space = key.action == KeyAction::space;
    const auto said = look.context.words.say(language_of(look, layout, key),
                                             space ? std::string_view("language.name") : std::string_view(key.word));
    face.label = said.text;
    face.language = tag_of(said.language);
    face.stack = parts::stack_of(said.language);
    face.role = TextRole::key_word;
  }
  return face;
}

// What a key does to the text under the caret; events that are no key leave it as it is.
TextEdit typed(TextEdit edit, const Event& event, const EditLimits& limits, const GraphemeBreaks& graphemes) {
  if (const auto* type = std::get_if<event::Type>(&event)) return insert(std::move(edit), type->letters, limits);
  if (std::holds_alternative<event::LineBreak>(event)) return insert(std::move(edit), "\n", limits);
  if (std::holds_alternative<event::Erase>(event)) return erase_before(std::move(edit), graphemes);
  if (const auto* caret = std::get_if<event::PlaceCaret>(&event))
    return place_caret(std::move(edit), caret->byte, graphemes);
  return edit;
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
  const auto& panel = look.context.panel;
  const float room = parts::content_width_mm(look.context);
  const int columns = std::clamp(key_columns(panel, room), least_keyboard_columns, keyboard_units);
  std::vector<std::vector<KeyLook>> rows;
  for (const auto& row : fit_keys(layout, columns)) {
    auto& faces = rows.emplace_back();
    for (const auto& key : row) faces.push_back(look_of(look, layout, key, shift));
  }
  return ui::keyboard(std::move(rows), key_size(panel, room, columns));
}

bool answer(const Writing& writing, const Event& event, const EditLimits& limits, const GraphemeBreaks& graphemes) {
  if (const auto* layout = std::get_if<event::UseLayout>(&event)) writing.layout = layout->layout;
  if (std::holds_alternative<event::Shift>(event)) writing.shift = !writing.shift;
  auto edited = typed(writing.edit, event, limits, graphemes);
  if (edited == writing.edit) return false;
  writing.edit = std::move(edited);
  writing.shift = false;
  return true;
}

Element field(const parts::Look& look, const FieldSpec& spec) {
  Wording hint{"", look.state.language};
  if (!spec.placeholder_key.empty()) hint = look.context.words.say(look.state.language, spec.placeholder_key);
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
      .with_padding(space::near, parts::low(look.context) ? space::hair : space::tight)
      .with_min_height(spec.multiline ? 30.0F : 16.0F)
      .with_background(ColorRole::surface)
      .with_border(spec.focused ? ColorRole::primary : ColorRole::line, spec.focused ? 0.7F : 0.4F)
      .with_radius(size::radius)
      .with_action(look.actions.add_field(spec.field));
}

}  // namespace minbar::kiosk::typing
