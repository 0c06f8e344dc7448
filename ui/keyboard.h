// The on-screen keyboard as a value: rows of keys in columns, all of one height, centred in the room they are given.
// What a key does and which keys share a row is the owner's; repeat does not exist. A key with variants bears a mark,
// and a long press opens them above it. Rows run left to right in every language, as hardware keyboards do. Keys are
// physical: they do not follow the reader's text size.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ui/element.h"

namespace minbar::ui {

struct KeyLook {
  std::string name;      // what scripts press: the letters it emits, or a word key
  std::string label;     // empty when an icon is shown
  std::string language;  // of the label
  FaceStack stack = FaceStack::latin;
  char32_t icon = 0;
  float icon_mm = 7;
  int units = 1;        // width, in letter keys
  bool acts = false;    // shift, delete, layouts: set apart by ground
  bool on = false;      // a shift that holds
  bool chosen = false;  // an order of letters that holds
  TextRole role = TextRole::key;
  ActionId action;
  std::optional<ActionId> hold = {};   // opens its variants
  std::vector<KeyLook> variants = {};  // while they are open
  ActionId dismiss = {};               // closes them
};

// Of a key one unit wide, and the gap around it, in millimetres. All are whole pixels of the panel they were made for,
// so that every key of a column begins at the same pixel.
struct KeySize {
  float width_mm = 0;
  float height_mm = 0;
  float gap_mm = 0;
};

// How many keys of a finger's size (size::target), with their gaps, stand side by side in `board_mm`; 0: not one.
[[nodiscard]] int key_columns(const Panel& panel, float board_mm);

// The size that fills `board_mm` with `columns` keys, but no wider than a hand reaches across without effort.
[[nodiscard]] KeySize key_size(const Panel& panel, float board_mm, int columns);

// A row of single keys as wide as a keyboard of `columns`, those of `left` at its left edge and those of `right` at its
// right one, in every language. A look without a name is an empty place.
[[nodiscard]] Element key_bar(std::vector<KeyLook> left, std::vector<KeyLook> right, const KeySize& size, int columns);

[[nodiscard]] Element keyboard(std::vector<std::vector<KeyLook>> rows, const KeySize& size);

}  // namespace minbar::ui
