#include "ui/place_field.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "ui/caret.h"

namespace minbar::ui {

namespace {

constexpr float caret_mm = 0.5F;
constexpr float caret_room_mm = 2;          // beside it, in a line longer than its field
constexpr float second_caret_share = 0.4F;  // of the line's height, at its foot

Rect painted(const Caret& caret, const Measure& measure, Point origin, const Rect& inner) {
  const float width = std::max(2.0F, std::round(measure.px(caret_mm)));
  const float x = std::clamp(origin.x + caret.x - width / 2, inner.x, std::max(inner.x, inner.right() - width));
  return {x, origin.y + caret.y, width, caret.height};
}

// The offset nearest to `before` that keeps what lies from `start` to `end` within the room.
float keeping(float before, float start, float end, float room, float most) {
  const float far_enough = std::max(before, end - room);
  return std::clamp(std::min(far_enough, start), 0.0F, std::max(0.0F, most));
}

// How far a text has moved under its field.
Point offset_of(const Paragraph& text, const Caret& caret, const Element& field, const Measure& measure,
                const Rect& inner) {
  Point before;
  for (const auto& block : measure.context().fields_before)
    if (block.name == field.name && block.rect == inner) before = {inner.x - block.origin.x, inner.y - block.origin.y};
  const float beside = measure.px(caret_room_mm);
  Point out;
  if (text.widest_line > inner.width)
    out.x = keeping(before.x, caret.x - beside, caret.x + beside, inner.width, text.widest_line + beside - inner.width);
  out.y = keeping(before.y, caret.y, caret.y + caret.height, inner.height, text.height - inner.height);
  for (const auto& line : text.lines) {
    if (line.y < out.y - 0.5F) continue;
    out.y = std::min(line.y, std::max(out.y, caret.y));
    break;
  }
  return out;
}

}  // namespace

PlacedField place_field(Measure& measure, const Element& field, const Rect& inner) {
  auto text = measure.paragraph(field, field.text, inner.width);
  if (!field.field.multiline && text->lines.size() > 1)
    text = measure.paragraph(field, field.text, std::numeric_limits<float>::infinity());
  const auto byte = std::min(field.field.caret, text->text.size());
  const Caret caret = caret_at(*text, byte, field.field.typing);
  const Point moved = offset_of(*text, caret, field, measure, inner);
  PlacedField out{text, {std::round(inner.x - moved.x), std::round(inner.y - moved.y)}, {}, {}};
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
