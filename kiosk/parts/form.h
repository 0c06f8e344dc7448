// What forms are made of beyond one field: several fields above one keyboard, a box to tick, a card that shows an
// answer and leads back to it. Used by the screens' views and updates only.
#pragma once

#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "kiosk/parts/parts.h"
#include "kiosk/session/board.h"
#include "ui/text_edit.h"

namespace minbar::kiosk::form {

// One field of several on a page.
struct FormField {
  Field field;
  ui::EditLimits limits;
  std::string_view name;     // of the field
  std::string_view key;      // of its label
  std::string_view example;  // a word key, or empty
  bool latin = false;        // written from left to right on the Latin keys, whatever the language
  bool multiline = false;
  bool capitals = false;  // small Latin letters become capitals as they are typed: a card's number has no others
};

// The text of a field of the page's draft.
using TextOf = std::function<ui::TextEdit&(Field)>;
using ShownText = std::function<const ui::TextEdit&(Field)>;

// What an event does to the fields: a tap opens another, a line break leaves a field of one line for the next, all else
// goes to the open one. Says whether a text changed.
bool answer(OpenField& open, std::span<const FormField> fields, const TextOf& text_of, const KeyEvent& event,
            const Context& context);

// Opens the field, as a tap on it would.
void open_field(OpenField& open, std::span<const FormField> fields, Field field);

// The fields with their labels; where there is no room for all above the keys, all are named and one is open.
// `missing` is a word key for what is to be said about the open field, or empty: where room is short it stands in the
// place of the names.
[[nodiscard]] ui::Element fields(const parts::Look& look, const OpenField& open, std::span<const FormField> fields,
                                 const ShownText& text_of, std::string_view missing = {});
// The keys of the open field.
[[nodiscard]] ui::Element keys(const parts::Look& look, const OpenField& open, std::span<const FormField> fields,
                               const ShownText& text_of);

// A box that is ticked or not, with what is agreed to.
struct Tick {
  std::string_view key;
  bool ticked = false;
  Event event;
};
[[nodiscard]] ui::Element tick(const parts::Look& look, const Tick& tick, const std::vector<Argument>& arguments = {});

// The box of a consent, with what is said when it is missing right above it.
struct Consent {
  std::string_view key;
  bool ticked = false;
  Event event;
  std::string_view missing;  // a word key, or empty
};
[[nodiscard]] ui::Element consent(const parts::Look& look, const Consent& consent);

// A part of what was said, under its name, with the way back to it. Where nothing was said yet, `to_add` invites to it.
[[nodiscard]] ui::Element answer_card(const parts::Look& look, std::string_view key, ui::Element content, Event edit,
                                      std::string_view to_add = {});

}  // namespace minbar::kiosk::form
