#include "ui/measure.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "sync/base/utf8.h"
#include "ui/picture.h"

namespace minbar::ui {

namespace {

float total(const std::vector<float>& values) { return std::accumulate(values.begin(), values.end(), 0.0F); }

float gaps(const Measure& measure, const Element& e) {
  return e.children.size() < 2 ? 0 : measure.px(e.gap) * static_cast<float>(e.children.size() - 1);
}

// Takes the excess from the widest that may give, again and again, until the row fits; floors keep icons, keys and
// rigid children whole.
void shrink(std::vector<float>& widths, const std::vector<float>& floors, float excess) {
  while (excess > 0.5F) {
    std::size_t widest = widths.size();
    float second = 0;
    for (std::size_t i = 0; i < widths.size(); ++i) {
      if (widths[i] <= floors[i]) continue;
      if (widest == widths.size() || widths[i] > widths[widest]) {
        if (widest < widths.size()) second = std::max(second, widths[widest]);
        widest = i;
      } else {
        second = std::max(second, widths[i]);
      }
    }
    if (widest == widths.size()) return;
    const float give = std::min(widths[widest] - floors[widest], std::max(1.0F, widths[widest] - second));
    const float cut = std::min(excess, give);
    widths[widest] -= cut;
    excess -= cut;
  }
}

}  // namespace

float Measure::inner_width(const Element& e, float outer) const {
  return std::max(0.0F, outer - px(e.padding.start) - px(e.padding.end));
}

ParagraphPtr Measure::paragraph(const Element& e, std::string_view text, float width) {
  const auto& token = context_.theme.text(e.role);
  TextStyle style;
  style.stack = e.stack;
  style.weight = token.weight;
  style.size_px = std::round(px(em_mm_of(token, e.stack, context_.panel.text_scale)));
  style.line_height = token.line_height * look_of(e.stack).leading;
  // A last line of one word looks forgotten. What is being written keeps its full lines, so that no word moves back.
  style.balanced = e.kind == Kind::text;
  style.direction = e.direction;
  style.align = e.text_align;
  // Our own strings keep to the layout's start even when they fall back to a language of the other direction, so that a
  // column has one edge; a citizen's text (first_strong) keeps to its own.
  const bool other_way =
      e.direction != BaseDirection::first_strong && (e.direction == BaseDirection::rtl) != context_.rtl;
  if (other_way && style.align == TextAlign::start) {
    style.align = TextAlign::end;
  } else if (other_way && style.align == TextAlign::end) {
    style.align = TextAlign::start;
  }
  style.language = e.language;
  style.max_lines = e.max_lines;
  // Boxes are laid out on whole pixels: half a pixel more here would be a line less than there.
  return context_.text.layout(text, style, std::floor(width));
}

ParagraphPtr Measure::icon(const Element& e) {
  TextStyle style;
  style.stack = FaceStack::icons;
  style.size_px = std::round(px(e.size_mm));
  style.line_height = 1;
  style.direction = BaseDirection::ltr;
  style.language = "en";
  std::string text;
  append_utf8(text, context_.rtl ? e.icon_rtl : e.icon);
  return context_.text.layout(text, style, std::numeric_limits<float>::infinity());
}

Size Measure::size(const Element& e, float available) {
  const Key key{&e, available};
  if (const auto found = memo_.find(key); found != memo_.end()) return found->second;
  float outer = available;
  if (e.width) outer = std::min(outer, px(*e.width));
  if (e.max_width > 0) outer = std::min(outer, px(e.max_width));
  const Size inner = content(e, inner_width(e, std::floor(outer)));
  Size result{inner.width + px(e.padding.start) + px(e.padding.end),
              inner.height + px(e.padding.top) + px(e.padding.bottom)};
  if (e.width) result.width = px(*e.width);
  if (e.height) result.height = px(*e.height);
  result.width = std::min(std::max(result.width, px(e.min_width)), std::max(outer, px(e.min_width)));
  result.height = std::max(result.height, px(e.min_height));
  memo_.emplace(key, result);
  return result;
}

Size Measure::content(const Element& e, float inner) {
  switch (e.kind) {
    case Kind::text: {
      const auto p = paragraph(e, e.text, inner);
      return {std::ceil(p->widest_line) + 1, p->height};  // a pixel for boxes that snap to whole ones
    }
    case Kind::field: {
      const auto p = paragraph(e, e.text, inner);
      return {inner, e.field.multiline ? p->height : p->lines.front().height};
    }
    case Kind::pattern:
    case Kind::ink:
      return {};
    case Kind::icon:
      if (const auto* picture = picture_of(e.icon))
        return {std::ceil(px(e.size_mm) * picture->width / picture_grid), px(e.size_mm)};
      return {px(e.size_mm), px(e.size_mm)};
    case Kind::shape:
    case Kind::qr:
      return {px(e.size_mm), px(e.size_mm)};
    case Kind::scroll:
      return {size(e.children.front(), inner).width, 0};
    case Kind::box:
      break;
  }
  switch (e.flow) {
    case Flow::column:
      return column(e, inner);
    case Flow::row:
      return row(e, inner);
    case Flow::wrap:
      return wrap(e, inner);
    case Flow::grid:
      return grid(e, inner);
    case Flow::fitting:
      return size(e.children.front(), inner);
    case Flow::fitting_across:
      return size(across(e, inner), inner);
    case Flow::layers:
      break;
  }
  Size largest;
  for (const auto& child : e.children) {
    const Size s = size(child, inner);
    largest = {std::max(largest.width, s.width), std::max(largest.height, s.height)};
  }
  return largest;
}

const Element& Measure::across(const Element& e, float inner) {
  constexpr float endless = 1e6F;
  for (const auto& child : e.children)
    if (size(child, endless).width <= inner) return child;
  return e.children.back();
}

float Measure::child_width(const Element& parent, const Element& child, float inner) {
  const bool stretched = parent.align == Align::stretch && !child.width;
  if (!stretched) return size(child, inner).width;
  return child.max_width > 0 ? std::min(inner, px(child.max_width)) : inner;
}

Size Measure::column(const Element& e, float inner) {
  Size sum{0, gaps(*this, e)};
  for (const auto& child : e.children) {
    const Size natural = size(child, inner);
    sum.width = std::max(sum.width, natural.width);
    sum.height += size(child, child_width(e, child, inner)).height;
  }
  return sum;
}

std::vector<float> Measure::row_widths(const Element& e, float inner) {
  const float room = std::max(0.0F, inner - gaps(*this, e));
  std::vector<float> widths;
  widths.reserve(e.children.size());
  float shares = 0;
  for (const auto& child : e.children) {
    widths.push_back(child.grow > 0 ? 0 : size(child, room).width);
    shares += child.grow;
  }
  const float taken = total(widths);
  if (taken > room) {
    std::vector<float> floors;
    for (std::size_t i = 0; i < widths.size(); ++i)
      floors.push_back(e.children[i].rigid ? widths[i] : std::min(widths[i], px(size::target)));
    shrink(widths, floors, taken - room);
  }
  if (shares <= 0) return widths;
  const float left = std::max(0.0F, room - total(widths));
  for (std::size_t i = 0; i < widths.size(); ++i)
    if (e.children[i].grow > 0) widths[i] = left * e.children[i].grow / shares;
  return widths;
}

Size Measure::row(const Element& e, float inner) {
  const auto widths = row_widths(e, inner);
  // What a row would like is what its children would like; one that grows takes more only where it is given more.
  Size sum{gaps(*this, e), 0};
  for (std::size_t i = 0; i < widths.size(); ++i)
    sum.width += e.children[i].grow > 0 ? size(e.children[i], widths[i]).width : widths[i];
  sum.width = std::min(sum.width, inner);
  for (std::size_t i = 0; i < widths.size(); ++i)
    sum.height = std::max(sum.height, size(e.children[i], widths[i]).height);
  return sum;
}

std::vector<Measure::Line> Measure::wrap_lines(const Element& e, float inner) {
  std::vector<Line> lines;
  const float gap = px(e.gap);
  for (std::size_t i = 0; i < e.children.size(); ++i) {
    const float width = std::min(inner, size(e.children[i], inner).width);
    if (lines.empty() || lines.back().width + gap + width > inner + 0.5F) lines.push_back({.first = i, .widths = {}});
    auto& line = lines.back();
    line.width += (line.widths.empty() ? 0 : gap) + width;
    line.widths.push_back(width);
  }
  for (auto& line : lines) {
    float shares = 0;
    for (std::size_t i = 0; i < line.widths.size(); ++i) shares += e.children[line.first + i].grow;
    const float room = inner - line.width;
    for (std::size_t i = 0; i < line.widths.size(); ++i) {
      const auto& child = e.children[line.first + i];
      if (shares > 0) line.widths[i] += room * child.grow / shares;
      line.height = std::max(line.height, size(child, line.widths[i]).height);
    }
    if (shares > 0) line.width = inner;
  }
  return lines;
}

Size Measure::wrap(const Element& e, float inner) {
  const auto lines = wrap_lines(e, inner);
  Size sum{0, lines.empty() ? 0 : px(e.gap) * static_cast<float>(lines.size() - 1)};
  for (const auto& line : lines) {
    sum.width = std::max(sum.width, line.width);
    sum.height += line.height;
  }
  return sum;
}

float grid_cell_width(const Measure& measure, const Element& e, float inner) {
  const auto columns = static_cast<float>(e.columns);
  return std::max(0.0F, (inner - measure.px(e.gap) * (columns - 1)) / columns);
}

std::vector<float> grid_heights(Measure& measure, const Element& e, float cell_width) {
  std::vector<float> heights;
  for (std::size_t i = 0; i < e.children.size(); ++i) {
    const float height = measure.size(e.children[i], cell_width).height;
    if (i % static_cast<std::size_t>(e.columns) == 0) heights.push_back(0);
    heights.back() = std::max(heights.back(), height);
  }
  return heights;
}

Size Measure::grid(const Element& e, float inner) {
  const auto heights = grid_heights(*this, e, grid_cell_width(*this, e, inner));
  const float between = heights.empty() ? 0 : px(e.gap) * static_cast<float>(heights.size() - 1);
  return {inner, total(heights) + between};
}

}  // namespace minbar::ui
