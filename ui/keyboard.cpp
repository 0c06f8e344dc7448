#include "ui/keyboard.h"

#include <algorithm>

namespace minbar::ui {

namespace {

Element key(KeyLook look, float height_mm) {
  Element face;
  if (look.icon != 0) {
    face = icon(look.icon, ColorRole::ink, 7.0F);
  } else {
    face.kind = Kind::text;
    face.text = std::move(look.label);
    face.language = std::move(look.language);
    face.stack = look.stack;
    face.role = look.role;
    face.color = look.on ? ColorRole::on_primary : ColorRole::ink;
    face.text_align = TextAlign::center;
    face.max_lines = 1;
  }
  ColorRole ground = look.acts ? ColorRole::sunken : ColorRole::surface;
  if (look.on) ground = ColorRole::primary;
  return row(std::move(face).with_grow())
      .with_name(std::move(look.name))
      .with_align(Align::center)
      .with_height(height_mm)
      .with_grow(look.units)
      .with_background(ground)
      .with_border(ColorRole::line)
      .with_radius(size::radius_key)
      .with_action(look.action);
}

float units_of(const std::vector<KeyLook>& keys) {
  float units = 0;
  for (const auto& k : keys) units += k.units;
  return units;
}

}  // namespace

Element keyboard(std::vector<std::vector<KeyLook>> rows, float key_height_mm) {
  float widest = 0;
  for (const auto& keys : rows) widest = std::max(widest, units_of(keys));
  Element board = column().with_gap(space::tight);
  for (auto& keys : rows) {
    const float margin = (widest - units_of(keys)) / 2;
    Element line = row().with_gap(space::tight).as_physical();
    if (margin > 0.05F) line.add(spacer(margin));
    for (auto& k : keys) line.add(key(std::move(k), key_height_mm));
    if (margin > 0.05F) line.add(spacer(margin));
    board.add(std::move(line));
  }
  return board;
}

}  // namespace minbar::ui
