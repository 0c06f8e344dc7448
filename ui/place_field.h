// Where a field's text, its selection and its caret stand within the field. Used by layout only. A text
// larger than its field moves under it just enough to keep the caret within, and shows whole lines at its top.
#pragma once

#include <vector>

#include "ui/measure.h"

namespace minbar::ui {

struct PlacedField {
  ParagraphPtr text;
  Point origin;                // of the text
  std::vector<Rect> selected;  // boxes behind letters
  std::vector<Rect> carets;    // the greater first; none where a selection is shown or the field has no focus
};

[[nodiscard]] PlacedField place_field(Measure& measure, const Element& field, const Rect& inner);

}  // namespace minbar::ui
