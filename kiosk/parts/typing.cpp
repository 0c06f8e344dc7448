#include "kiosk/parts/typing.h"

#include <algorithm>

#include "kiosk/session/overloaded.h"
#include "sync/base/ensure.h"
#include "sync/domain/keyboards/keyboards_fit.h"
#include "sync/domain/keyboards/keyboards_order.h"
#include "sync/domain/words/text_direction.h"
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

char32_t icon_called(const Context& context, std::string_view name) {
  const auto found = context.icons.find(name);
  return found == context.icons.end() ? 0 : found->second;
}

char32_t icon_of(const Context& context, KeyAction action) {
  std::string_view name;
  if (action == KeyAction::shift) name = "keyboard_capslock";
  if (action == KeyAction::backspace) name = "backspace";
  if (action == KeyAction::enter) name = "keyboard_return";
  return icon_called(context, name);
}

// The language in which a key's word is said. A key that changes the layout speaks the language it leads to, so that
// whoever needs that layout can read the key; a reader of English reads the French keyboard's other words in English.
Language language_of(const parts::Look& look, const KeyboardLayout& layout, const KeyboardKey& key) {
  if (key.action != KeyAction::layout) return layout.language;
  const auto* target = look.context.content.keyboards.find(key.layout);
  ENSURE(target != nullptr, "where a key leads was checked when the pack was read");
  const bool stays = target->language == layout.language;
  return stays && layout.language == Language::fr && look.choices.language == Language::en ? Language::en
                                                                                           : target->language;
}

// What stands before a letter on a key: the stroke that a tashkeel sits on.
std::string_view carrier_of(const KeyboardKey& key) {
  const std::string_view label = key.label;
  return label.ends_with(key.emit) ? label.substr(0, label.size() - key.emit.size()) : std::string_view{};
}

// What a long press opens, and what the open strip shows.
void add_variants(KeyLook& face, const parts::Look& look, const KeyboardKey& key, const Board& board) {
  const auto& letters = board.shift ? key.shifted_variants : key.variants;
  if (letters.empty()) return;
  face.hold = look.actions.add(event::OpenVariants{face.name});
  if (board.open != face.name) return;
  face.dismiss = look.actions.add(event::CloseVariants{});
  for (const auto& letter : letters) {
    KeyLook variant;
    variant.name = "variant." + letter;
    variant.label = std::string(carrier_of(key)) + letter;
    variant.language = face.language;
    variant.stack = face.stack;
    variant.action = look.actions.add(event::Type{letter});
    face.variants.push_back(std::move(variant));
  }
}

// A narrower one looks like the keys of the languages beside it, so that it has its sign instead of a name.
constexpr int least_bar_units = 4;

KeyLook look_of(const parts::Look& look, const KeyboardLayout& layout, const KeyboardKey& key, const Board& board) {
  const bool shift = board.shift;
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
  if (key.action == KeyAction::space && key.width < least_bar_units) {
    face.icon = icon_called(look.context, "space_bar");
    face.icon_mm = 9;
  } else if (key.action == KeyAction::space || key.action == KeyAction::layout) {
    // the space bar names the language one types in
    const bool space = key.action == KeyAction::space;
    const auto said = look.context.words.say(language_of(look, layout, key),
                                             space ? std::string_view("language.name") : std::string_view(key.word));
    face.label = said.text;
    face.language = tag_of(said.language);
    face.stack = parts::stack_of(said.language);
    face.role = TextRole::key_word;
  }
  add_variants(face, look, key, board);
  return face;
}

// A key of the bar. Without an icon of that name it would be blank, which the sweep sees.
KeyLook acting(const parts::Look& look, std::string_view name, std::string_view icon_name, ActionId action) {
  KeyLook face;
  face.name = name;
  face.icon = icon_called(look.context, icon_name);
  face.icon_mm = 9;
  face.acts = true;
  face.action = action;
  return face;
}

KeyLook order_key(const parts::Look& look, const KeyboardLayout& layout) {
  KeyLook face;
  face.units = 2;
  if (layout.alphabet.empty()) return face;
  const auto said = look.context.words.say(layout.language, "keyboard.alphabet");
  face.name = "edit.alphabet";
  face.label = said.text;
  face.language = tag_of(said.language);
  face.stack = parts::stack_of(said.language);
  face.role = TextRole::key_word;
  face.acts = true;
  face.chosen = look.choices.alphabetical;
  face.action = look.actions.add(event::AlphabeticalOrder{});
  return face;
}

// What cannot be done is not shown; its place stays, so that nothing moves when it can.
Element bar(const parts::Look& look, const KeyboardLayout& layout, const TextEdit& edit, const KeySize& size,
            int columns) {
  std::vector<KeyLook> correcting(3);
  if (!edit.text.empty()) {
    correcting[0] = acting(look, "edit.left", "chevron_left", look.actions.add(MoveCaret{Sideways::left}));
    correcting[1] = acting(look, "edit.right", "chevron_right", look.actions.add(MoveCaret{Sideways::right}));
  }
  if (!edit.history.empty()) correcting[2] = acting(look, "edit.undo", "undo", look.actions.add(event::Undo{}));
  std::vector<KeyLook> order;
  order.push_back(order_key(look, layout));
  return key_bar(std::move(order), std::move(correcting), size, columns);
}

// What an event does to the text.
TextEdit edited(TextEdit edit, const KeyEvent& event, const EditLimits& limits, const Context& context) {
  const auto& graphemes = context.graphemes;
  const auto inserted = [&](std::string_view letters) { return insert(std::move(edit), letters, limits, graphemes); };
  return std::visit(
      overloaded{[&](const event::Type& type) -> TextEdit { return inserted(type.letters); },
                 [&](const event::LineBreak&) -> TextEdit { return inserted("\n"); },
                 [&](const event::Erase&) -> TextEdit { return erase_before(std::move(edit), graphemes); },
                 [&](const event::Undo&) -> TextEdit { return undo(std::move(edit)); },
                 [&](const event::PlaceCaret& caret) -> TextEdit {
                   return place_caret(std::move(edit), caret.byte, graphemes);
                 },
                 [&](const event::SelectWord& word) -> TextEdit {
                   return select_word(std::move(edit), word.byte, context.word_ranges, graphemes);
                 },
                 [&](const event::Shift&) -> TextEdit { return std::move(edit); },
                 [&](const event::UseLayout&) -> TextEdit { return std::move(edit); },
                 [&](const event::OpenVariants&) -> TextEdit { return std::move(edit); },
                 [&](const event::CloseVariants&) -> TextEdit { return std::move(edit); }},
      event);
}

// What an event does to the keys.
void press(Board& board, const KeyEvent& event) {
  std::visit(overloaded{[&](const event::OpenVariants& key) { board.open = key.key; },
                        [&](const event::CloseVariants&) { board.open.clear(); },
                        [&](const event::Type&) { board.open.clear(); },
                        [&](const event::UseLayout& layout) { board = {.layout = layout.layout}; },
                        [&](const event::Shift&) { board.shift = !board.shift; }, [](const event::LineBreak&) {},
                        [](const event::Erase&) {}, [](const event::Undo&) {}, [](const event::PlaceCaret&) {},
                        [](const event::SelectWord&) {}},
             event);
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

Element keys(const parts::Look& look, const KeyboardLayout& layout, const Board& board, const TextEdit& edit) {
  const auto& panel = look.context.panel;
  const float room = parts::content_width_mm(look.context);
  const int columns = std::clamp(key_columns(panel, room), least_keyboard_columns, keyboard_units);
  const auto size = key_size(panel, room, columns);
  auto fitted = fit_keys(layout, columns);
  if (look.choices.alphabetical) fitted = in_alphabetical_order(std::move(fitted), layout);
  std::vector<std::vector<KeyLook>> rows;
  for (const auto& row : fitted) {
    auto& faces = rows.emplace_back();
    for (const auto& key : row) faces.push_back(look_of(look, layout, key, board));
  }
  return column(bar(look, layout, edit, size, columns), ui::keyboard(std::move(rows), size))
      .with_gap(size.gap_mm)
      .with_align(Align::center);
}

bool answer(const Writing& writing, const KeyEvent& event, const EditLimits& limits, const Context& context) {
  press(writing.board, event);
  auto next = edited(writing.edit, event, limits, context);
  if (next == writing.edit) return false;
  writing.edit = std::move(next);
  writing.board.shift = false;
  return true;
}

std::optional<Element> room(const parts::Look& look, const TextEdit& edit, const EditLimits& limits,
                            std::size_t tell_when_left) {
  const auto left = room_left(edit, limits);
  if (left > tell_when_left) return std::nullopt;
  Element said = parts::letters_left(look, left);
  if (parts::low(look.context)) said.role = role_at_field(look);
  return said;
}

TextRole role_at_field(const parts::Look& look) {
  const bool larger = look.context.panel.text_scale > text_scales[default_text_size];
  const bool close = parts::largest(look.context) || (parts::low(look.context) && larger);
  return close ? TextRole::key_word : TextRole::caption;
}

Element remark_at_field(const parts::Look& look, std::string_view key) {
  return parts::low(look.context) ? parts::remark(look, key, role_at_field(look)) : parts::remark(look, key);
}

Element example(const parts::Look& look, std::string_view key) {
  if (parts::low(look.context)) return column();
  return parts::word(look, key, {.role = TextRole::caption, .color = ColorRole::ink_soft});
}

Element field(const parts::Look& look, const FieldSpec& spec) {
  Element e = parts::quoted(look, std::string(spec.name), spec.edit.text);
  e.kind = Kind::field;
  const bool rtl = direction_of(spec.layout.language) == Direction::rtl;
  e.field = {.caret = spec.edit.caret,
             .selected = selection(spec.edit),
             .typing = rtl ? CaretSide::rtl : CaretSide::ltr,
             .focused = spec.focused,
             .multiline = spec.multiline};
  // An empty field takes the side its reader will begin on; digits and signs stand where the next letter will put them.
  if (spec.edit.text.empty())
    e.direction = direction_of(look.choices.language) == Direction::rtl ? BaseDirection::rtl : BaseDirection::ltr;
  else if (!first_strong_direction(spec.edit.text))
    e.direction = rtl ? BaseDirection::rtl : BaseDirection::ltr;
  if (spec.left_to_right && !spec.edit.text.empty()) e.direction = BaseDirection::ltr;
  return std::move(e)
      .with_padding(space::near, parts::low(look.context) ? space::hair : space::tight)
      .with_min_height(!spec.multiline            ? 16.0F
                       : parts::low(look.context) ? 22.0F
                                                  : 30.0F)
      .with_background(ColorRole::surface)
      .with_border(spec.focused ? ColorRole::primary : ColorRole::line, spec.focused ? 0.7F : 0.4F)
      .with_radius(size::radius)
      .with_action(look.actions.add_field(spec.field));
}

Element field_with_example(const parts::Look& look, std::string_view example_key, const FieldSpec& spec) {
  const float grow = spec.multiline ? 1 : 0;
  return column(example(look, example_key), field(look, spec).with_grow(grow))
      .with_gap(parts::space::hair)
      .with_grow(grow);
}

}  // namespace minbar::kiosk::typing
