// The on-screen keyboards as the content pack describes them: layouts of rows of keys, listed from left to right as
// hardware keyboards print them, whatever the language: a keyboard is never mirrored. Used by the kiosk, which draws
// them; drawing, touch and sizes are not known here. Every row fills the same width; keyboards_fit.h makes narrower
// boards of them.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sync/base/result.h"
#include "sync/domain/files/content_file.h"
#include "sync/domain/ids.h"
#include "sync/domain/words/words.h"

namespace minbar {

enum class KeyAction : std::uint8_t { emit, shift, backspace, space, enter, layout };

struct KeyboardKey {
  KeyAction action = KeyAction::emit;
  std::string emit;     // what the key types; a space for space, a line feed for enter, else empty
  std::string shifted;  // what it types after shift; equals `emit` where there is no shift
  std::string label;    // drawn on an emitting key, in the layout's direction, so that brackets look as typed
  std::string shifted_label;
  std::vector<std::string> variants;  // offered by a long press; at most limits::key_variants
  std::vector<std::string> shifted_variants;
  std::string layout;  // where a layout key leads
  std::string word;    // the word key that names a key that emits nothing visible
  int width = 1;       // in units of which a row has `keyboard_units`; whole, so that keys stand in columns
  bool operator==(const KeyboardKey&) const = default;
};

inline constexpr int keyboard_units = 11;  // 11 keys on a panel 194 mm wide are 14 mm each after their gaps

struct KeyboardLayout {
  std::string id;
  Language language = Language::ar;  // its direction is the direction of the labels
  std::vector<std::vector<KeyboardKey>> rows;
  std::vector<std::string> alphabet;  // what its letter keys emit, in the order one learns them; empty: it has none
  bool operator==(const KeyboardLayout&) const = default;
};

struct Keyboards {
  std::vector<KeyboardLayout> layouts;
  std::array<std::string, all_languages.size()> start;  // the layout to begin with, by Language of the interface
  bool operator==(const Keyboards&) const = default;

  [[nodiscard]] const KeyboardLayout* find(std::string_view id) const;  // null: no such layout; lives as long as this
  [[nodiscard]] const KeyboardLayout& start_for(Language language) const;
};

// Keys stand as "ض", {"emit", "label"?, "shift"?, "variants"?} or {"do", "word", "width"?, "layout"?}; a key without a
// width takes one unit, as every key that types does. Refused: an unknown layout, action or word; a row that does not
// fill the width; a layout that has not one backspace, one space and one enter, or that leads nowhere, or has two
// shifts; a key of too many variants; an alphabet ("a b c") with a letter that no key emits, or without one that a key
// does.
[[nodiscard]] Result<Keyboards> parse_keyboards(const ContentFile& file, const Catalogue& words);

// One press: which key of which layout.
struct KeyPress {
  std::string layout;
  std::size_t row = 0;
  std::size_t key = 0;
  bool operator==(const KeyPress&) const = default;
};

// The fewest presses that type `text` from `layout`, changing layout and shift as a person would (shift holds for one
// key); it begins unshifted, and the last press tells the layout one is in then. Empty when the keyboards cannot type
// it without a long press, or for an empty text.
[[nodiscard]] std::vector<KeyPress> presses_for(const Keyboards& keyboards, std::string_view layout,
                                                std::string_view text);

}  // namespace minbar
