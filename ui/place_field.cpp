#include "ui/place_field.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace minbar::ui {

namespace {

constexpr float caret_mm = 0.5F;
constexpr float second_caret_share = 0.4F;  // of the line's height, at its foot

Rect painted(const Caret& caret, const Measure& measure, Point origin, const Rect& inner) {
  const float width = std::max(2.0F, std::round(measure.px(caret_mm)));
  const float x = std::clamp(origin.x + caret.x - width / 2, inner.x, std::max(inner.x, inner.right() - width));
  return {x, origin.y + caret.y, width, caret.height};
}

}  // namespace

PlacedField place_field(Measure& measure, const Element& field, const Rect& inner) {
  auto text = measure.paragraph(field, field.text, inner.width);
  if (!field.field.multiline && text->lines.size() > 1)
    text = measure.paragraph(field, field.text, std::numeric_limits<float>::infinity());
  const auto byte = std::min(field.field.caret, text->text.size());
  const Caret caret = caret_at(*text, byte, field.field.typing);
  const float down = std::max(0.0F, caret.y + caret.height - inner.height);
  const float along = text->widest_line > inner.width ? std::max(0.0F, caret.x + measure.px(2) - inner.width) : 0;
  PlacedField out{text, {std::round(inner.x - along), std::round(inner.y - down)}, {}, {}};
  for (const auto& box : boxes_of(*text, field.field.selected))
    out.selected.push_back({out.origin.x + box.x, out.origin.y + box.y, box.width, box.height});
  if (!field.field.focused || !field.field.selected.empty()) return out;
  out.carets.push_back(painted(caret, measure, out.origin, inner));
  if (const auto second = second_caret_at(*text, byte, field.field.typing)) {
    const float above = std::round(second->height * (1 - second_caret_share));
    out.carets.push_back(painted({second->x, second->y + above, second->height - above}, measure, out.origin, inner));
  }
  return out;
}

}  // namespace minbar::ui
