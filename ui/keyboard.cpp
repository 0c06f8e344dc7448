#include "ui/keyboard.h"

#include <algorithm>
#include <cmath>

namespace minbar::ui {

namespace {

constexpr float widest_mm = 22;         // eleven wider ones ask for steps sideways
constexpr float highest_mm = 15;        // keys higher than this push the text out of sight
constexpr float height_share = 0.055F;  // of the panel's height
constexpr float mark_mm = 1.1F;         // the dot of a key that has variants

// Whole pixels that are at least as long; a hair's tolerance keeps what is whole already.
float at_least_px(const Panel& panel, float mm) { return std::ceil(mm * panel.px_per_mm - 0.01F); }
float at_most_px(const Panel& panel, float mm) { return std::floor(mm * panel.px_per_mm + 0.01F); }

float width_of(int units, const KeySize& size) {
  const auto n = static_cast<float>(units);
  return n * size.width_mm + (n - 1) * size.gap_mm;
}

Element key(KeyLook look, const KeySize& size);

// A strip of keys as large as those below it.
Element strip(std::vector<KeyLook> variants, const KeySize& size) {
  Element keys = row().with_gap(size.gap_mm).as_physical();
  for (auto& variant : variants) {
    Element one = key(std::move(variant), size);
    one.slides = true;
    keys.add(std::move(one));
  }
  return std::move(keys)
      .with_padding(space::tight)
      .with_background(ColorRole::primary_soft)
      .with_border(ColorRole::primary, 0.6F)
      .with_radius(size::radius);
}

Element marked(Element face) {
  Element mark = row(shape(Shape::circle, ColorRole::primary, mark_mm).with_width(mark_mm).with_height(mark_mm))
                     .with_justify(Justify::end)
                     .with_align(Align::start)
                     .with_padding(mark_mm)
                     .as_physical();
  return layers(row(std::move(face).with_grow()).with_align(Align::center), std::move(mark));
}

Element key(KeyLook look, const KeySize& size) {
  Element face;
  if (look.icon != 0) {
    face = icon(look.icon, look.on ? ColorRole::on_primary : ColorRole::ink, look.icon_mm);
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
  const bool open = !look.variants.empty();
  ColorRole ground = look.acts ? ColorRole::sunken : ColorRole::surface;
  if (look.on) ground = ColorRole::primary;
  const bool chosen = open || look.chosen;
  if (chosen) ground = ColorRole::primary_soft;
  Element labelled = look.hold ? marked(std::move(face)) : row(std::move(face).with_grow()).with_align(Align::center);
  Element out = std::move(labelled)
                    .with_name(std::move(look.name))
                    .with_width(width_of(look.units, size))
                    .with_height(size.height_mm)
                    .with_background(ground)
                    .with_border(chosen ? ColorRole::primary : ColorRole::line)
                    .with_radius(size::radius_key)
                    .with_action(look.action)
                    .with_held(look.hold);
  if (open) {
    out.popup.push_back(strip(std::move(look.variants), size));
    out.dismiss = look.dismiss;
  }
  return out;
}

Element place(KeyLook look, const KeySize& size) {
  if (look.name.empty()) return Element{}.with_width(width_of(look.units, size)).with_height(size.height_mm);
  return key(std::move(look), size);
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

Element key_bar(std::vector<KeyLook> left, std::vector<KeyLook> right, const KeySize& size, int columns) {
  Element bar = row().with_gap(size.gap_mm).with_width(width_of(columns, size)).as_physical();
  for (auto& look : left) bar.add(place(std::move(look), size));
  bar.add(spacer());
  for (auto& look : right) bar.add(place(std::move(look), size));
  return bar;
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
