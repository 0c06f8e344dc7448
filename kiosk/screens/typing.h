// The on-screen keys as every writing screen uses them: which layout is up, what a key means, and what it does to a
// text.
#pragma once

#include <string>

#include "kiosk/context.h"
#include "kiosk/event.h"
#include "kiosk/screens/parts.h"
#include "ui/element.h"
#include "ui/text_edit.h"

namespace minbar::kiosk::typing {

// The layout that is up: the one chosen on the keys, else the language's own.
[[nodiscard]] const KeyboardLayout& layout_of(const Content& content, Language language, std::string_view chosen);

// What scripts and tests call a key: "key." and what it emits or does.
[[nodiscard]] std::string key_name(const KeyboardKey& key);

// The keys, as one element: in rows that fit the panel (keyboards_fit.h), as wide as the content.
[[nodiscard]] ui::Element keys(const parts::Look& look, const KeyboardLayout& layout, bool shift);

// The text being written and the keys it is written with, as fields of a screen.
struct Writing {
  std::string& layout;
  bool& shift;
  ui::TextEdit& edit;
};
// What an event does to them: another layout, a shift that holds for one letter, a change of the text or its caret.
// Says whether the text or its caret changed.
bool answer(const Writing& writing, const Event& event, const ui::EditLimits& limits,
            const ui::GraphemeBreaks& graphemes);

// A field with its caret. `placeholder_key` is a word key, or empty.
struct FieldSpec {
  Field field;
  std::string_view name;
  const ui::TextEdit& edit;
  std::string_view placeholder_key;
  bool focused;
  bool multiline;
  bool left_to_right = false;  // a number or an address, whatever the language
};
[[nodiscard]] ui::Element field(const parts::Look& look, const FieldSpec& spec);

}  // namespace minbar::kiosk::typing
