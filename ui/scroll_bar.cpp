#include "ui/scroll_bar.h"

namespace minbar::ui {

namespace {

constexpr char32_t expand_more = 0xE5CF;
constexpr char32_t expand_less = 0xE5CE;

Element button(ActionId action, bool dark = false) {
  return row()
      .with_gap(space::hair)
      .with_justify(Justify::center)
      .with_align(Align::center)
      .with_background(dark ? ColorRole::primary : ColorRole::primary_soft)
      .with_radius(size::radius)
      .with_action(action);
}

}  // namespace

Element scroll_bar(const Element& scroll, ScrollWays ways, float text_scale) {
  Element bar = row().with_gap(space::tight);
  if (ways.back) {
    Element less = button(*scroll.scroll.back).with_name("nav.less").with_width(size::target * 2);
    less.grow = ways.forward ? 0.0F : 1.0F;
    less.add(icon(expand_less, ColorRole::primary, 8.0F));
    bar.add(std::move(less));
  }
  if (ways.forward) {
    Element label;
    label.kind = Kind::text;
    label.name = scroll.scroll.more_key;
    label.text = scroll.scroll.more_text;
    label.language = scroll.language;
    label.direction = scroll.direction;
    label.stack = scroll.stack;
    // the largest letters leave no room beside "less"
    label.role = text_scale >= text_scales.back() ? TextRole::caption : TextRole::label;
    const auto ink = scroll.scroll.first ? ColorRole::on_primary : ColorRole::primary;
    label.color = ink;
    label.max_lines = 1;
    Element more = button(*scroll.scroll.forward, scroll.scroll.first).with_grow();
    more.add(std::move(label));
    more.add(icon(expand_more, ink, 8.0F));
    bar.add(std::move(more));
  }
  return bar;
}

}  // namespace minbar::ui
