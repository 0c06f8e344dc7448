// The on-screen keyboard as a value: rows of keys that fill the width, keys of one row as high as those of another.
// What a key does is the owner's; repeat does not exist. Rows run left to right in every language, as hardware
// keyboards do.
#pragma once

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
  float units = 1;    // width, in letter keys
  bool acts = false;  // shift, delete, layouts: set apart by ground
  bool on = false;    // a shift that holds
  TextRole role = TextRole::key;
  ActionId action;
};

// Height in millimetres of every key; gaps are the least distance between targets.
[[nodiscard]] Element keyboard(std::vector<std::vector<KeyLook>> rows, float key_height_mm);

}  // namespace minbar::ui
