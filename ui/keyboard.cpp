#include "ui/keyboard.h"

#include <algorithm>
#include <cmath>

namespace minbar::ui {

namespace {

constexpr float widest_mm = 22;         // eleven wider ones ask for steps sideways
constexpr float highest_mm = 15;        // keys higher than this push the text out of sight
constexpr float height_share = 0.055F;  // of the panel's height
constexpr float icon_mm = 7;

// Whole pixels that are at least as long; a hair's tolerance keeps what is whole already.
float at_least_px(const Panel& panel, float mm) { return std::ceil(mm * panel.px_per_mm - 0.01F); }
float at_most_px(const Panel& panel, float mm) { return std::floor(mm * panel.px_per_mm + 0.01F); }

float width_of(int units, const KeySize& size) {
  const auto n = static_cast<float>(units);
  return n * size.width_mm + (n - 1) * size.gap_mm;
}

Element key(KeyLook look, const KeySize& size) {
  Element face;
  if (look.icon != 0) {
    face = icon(look.icon, look.on ? ColorRole::on_primary : ColorRole::ink, icon_mm);
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
      .with_width(width_of(look.units, size))
      .with_height(size.height_mm)
      .with_background(ground)
      .with_border(ColorRole::line)
      .with_radius(size::radius_key)
      .with_action(look.action);
}

int units_of(const std::vector<KeyLook>& keys) {
  int units = 0;
  for (const auto& k : keys) units += k.units;
  return units;
}

}  // namespace

int key_columns(const Panel& panel, float board_mm) {
  const float gap = at_least_px(panel, space::tight);
  const float least = at_least_px(panel, size::target);
  return std::max(0, static_cast<int>((at_most_px(panel, board_mm) + gap) / (least + gap)));
}

KeySize key_size(const Panel& panel, float board_mm, int columns) {
  const float gap = at_least_px(panel, space::tight);
  const float share = std::floor((at_most_px(panel, board_mm) + gap) / static_cast<float>(columns)) - gap;
  const float width = std::clamp(share, 1.0F, at_most_px(panel, widest_mm));
  const float height = std::clamp(panel.height_mm() * height_share, size::target, highest_mm);
  return {.width_mm = width / panel.px_per_mm,
          .height_mm = at_least_px(panel, height) / panel.px_per_mm,
          .gap_mm = gap / panel.px_per_mm};
}

Element keyboard(std::vector<std::vector<KeyLook>> rows, const KeySize& size) {
  int widest = 0;
  for (const auto& keys : rows) widest = std::max(widest, units_of(keys));
  Element board = column().with_gap(size.gap_mm).with_align(Align::center);
  for (auto& keys : rows) {
    Element line =
        row().with_gap(size.gap_mm).with_width(width_of(widest, size)).with_justify(Justify::center).as_physical();
    for (auto& k : keys) line.add(key(std::move(k), size));
    board.add(std::move(line));
  }
  return board;
}

}  // namespace minbar::ui
