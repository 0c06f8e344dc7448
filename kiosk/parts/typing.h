// What every writing screen has: a field, the keys below it, the keys that correct what was written, and what all of
// them do to a text.
#pragma once

#include <optional>
#include <string>

#include "kiosk/parts/parts.h"
#include "kiosk/session/board.h"
#include "kiosk/session/context.h"
#include "kiosk/session/event.h"
#include "ui/element.h"
#include "ui/text_edit.h"

namespace minbar::kiosk::typing {

// The layout that is up: the one chosen on the keys, else the language's own.
[[nodiscard]] const KeyboardLayout& layout_of(const Content& content, Language language, std::string_view chosen);

// What scripts and tests call a key: "key." and what it emits or does; "variant." and a letter that a long press
// offers.
[[nodiscard]] std::string key_name(const KeyboardKey& key);

// The text being written and the keys it is written with, as fields of a screen.
struct Writing {
  Board& board;
  ui::TextEdit& edit;
};
// What a key or a tap inside the field does to them: another layout, a shift that holds for one letter, variants open
// or closed, a change of the text, its caret or its selection. Says whether the edit changed.
bool answer(const Writing& writing, const KeyEvent& event, const ui::EditLimits& limits, const Context& context);

// The keys as one element, as wide as the content: a bar with the order of the letters, and, as soon as there is
// something to correct, the caret's arrows and undo; below it the layout in rows that fit the panel (keyboards_fit.h).
[[nodiscard]] ui::Element keys(const parts::Look& look, const KeyboardLayout& layout, const Board& board,
                               const ui::TextEdit& edit);

// How many letters may still be written, once that matters: from `tell_when_left` on.
[[nodiscard]] std::optional<ui::Element> room(const parts::Look& look, const ui::TextEdit& edit,
                                              const ui::EditLimits& limits, std::size_t tell_when_left);

// What small words beside a field are set in: as words on keys where the largest letters would take the field's room.
[[nodiscard]] ui::TextRole role_at_field(const parts::Look& look);
// What is wrong with what was written: the field stays in sight beside it, however low the panel.
[[nodiscard]] ui::Element remark_at_field(const parts::Look& look, std::string_view key);

// What could be written, above its field and under its label: inside, it would look typed. A panel too low for it shows
// none.
[[nodiscard]] ui::Element example(const parts::Look& look, std::string_view key);
// A field with its caret.
struct FieldSpec {
  Field field;
  std::string_view name;
  const ui::TextEdit& edit;
  const KeyboardLayout& layout;  // where directions meet the caret stands where its letters would appear
  bool focused;
  bool multiline;
  bool left_to_right = false;  // a number or an address, whatever the language
};
[[nodiscard]] ui::Element field(const parts::Look& look, const FieldSpec& spec);
// The same under its example; one of several lines takes the room that there is.
[[nodiscard]] ui::Element field_with_example(const parts::Look& look, std::string_view example_key,
                                             const FieldSpec& spec);

}  // namespace minbar::kiosk::typing
