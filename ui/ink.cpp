#include "ui/ink.h"

#include <algorithm>

namespace minbar::ui {

namespace {

constexpr float least_extent = 0.05F;  // of a pad's longer side: a dot is not blown up

float longer_side(const Rect& pad) { return std::max({1.0F, pad.width, pad.height}); }

Point on_pad(Point point, const Rect& pad) {
  const float unit = longer_side(pad);
  return {std::clamp(point.x - pad.x, 0.0F, pad.width) / unit, std::clamp(point.y - pad.y, 0.0F, pad.height) / unit};
}

Point edge_of(const Rect& pad) { return {pad.width / longer_side(pad), pad.height / longer_side(pad)}; }

PenPoint pen_at(Point point, const Rect& pad, bool begins) { return {on_pad(point, pad), begins, edge_of(pad)}; }

}  // namespace

DrawingStep draw(const std::optional<Drawing>& drawing, const TouchEvent& event, const Scene& scene) {
  if (!drawing) {
    const auto* target = hit(scene, event.point);
    if (event.kind != TouchEvent::Kind::down || target == nullptr || !target->draws) return {};
    return {Drawing{event.finger, target->rect}, pen_at(event.point, target->rect, true), true};
  }
  if (event.finger != drawing->finger) return {drawing, std::nullopt, true};
  switch (event.kind) {
    case TouchEvent::Kind::move:
      return {drawing, pen_at(event.point, drawing->pad, false), true};
    case TouchEvent::Kind::down:
      return {drawing, std::nullopt, true};
    case TouchEvent::Kind::up:
    case TouchEvent::Kind::cancel:
      break;
  }
  return {std::nullopt, std::nullopt, true};
}

DrawInk ink_in(const Element& pad, const Rect& inner, float pen_width, Color color) {
  DrawInk out{.strokes = {}, .rect = inner, .width = pen_width, .color = color};
  Point first{1, 1};
  Point last{0, 0};
  for (const auto& stroke : pad.strokes) {
    for (const auto& point : stroke) {
      first = {std::min(first.x, point.x), std::min(first.y, point.y)};
      last = {std::max(last.x, point.x), std::max(last.y, point.y)};
    }
  }
  float unit = longer_side(inner);
  Point from{inner.x, inner.y};
  if (last.x * unit > inner.width || last.y * unit > inner.height) {
    const float width = std::max(last.x - first.x, least_extent);
    const float height = std::max(last.y - first.y, least_extent);
    unit = std::min(std::max(1.0F, inner.width - 2 * pen_width) / width,
                    std::max(1.0F, inner.height - 2 * pen_width) / height);
    from = {inner.x + (inner.width - width * unit) / 2 - first.x * unit,
            inner.y + (inner.height - height * unit) / 2 - first.y * unit};
  }
  for (const auto& stroke : pad.strokes) {
    auto& drawn = out.strokes.emplace_back();
    for (const auto& point : stroke) drawn.push_back({from.x + point.x * unit, from.y + point.y * unit});
  }
  return out;
}

}  // namespace minbar::ui
