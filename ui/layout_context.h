// What layout and measuring are given for one screen: theme, panel, direction, and the door through which text is
// measured.
#pragma once

#include <span>

#include "ui/paragraph.h"
#include "ui/scene.h"
#include "ui/theme.h"

namespace minbar::ui {

struct LayoutContext {
  const Theme& theme;
  const Panel& panel;
  bool rtl = false;
  TextLayout& text;
  // Of the scene before: a text that is larger than its field stays where it was while its caret is in sight, so that a
  // second tap meets the word that the first one met.
  std::span<const FieldBlock> fields_before = {};
};

}  // namespace minbar::ui
