#include "ui/layout.h"

#include <algorithm>
#include <cmath>
#include <deque>
#include <limits>
#include <numeric>

#include <fmt/format.h>

#include "ui/fold.h"
#include "ui/ink.h"
#include "ui/measure.h"
#include "ui/picture.h"
#include "ui/place_field.h"
#include "ui/scroll_bar.h"
#include "ui/share_room.h"

namespace minbar::ui {

namespace {

constexpr float pen_mm = 0.8F;  // as a felt pen writes

std::string first_name(const Element& e) {
  if (!e.name.empty()) return e.name;
  for (const auto& child : e.children)
    if (auto name = first_name(child); !name.empty()) return name;
  return {};
}

Rect snapped(const Rect& r) {
  const float left = std::round(r.x);
  const float top = std::round(r.y);
  return {left, top, std::round(r.right()) - left, std::round(r.bottom()) - top};
}

class Arrange {
 public:
  explicit Arrange(const LayoutContext& context) : context_(context), measure_(context) {
    scene_.size = context.panel.size;
    clips_.push_back({0, 0, scene_.size.width, scene_.size.height});
    ground_ = context.theme.color(ColorRole::paper);
    scene_.ground = ground_;
  }

  Scene run(const Element& root) {
    element(root, clips_.back());
    for (std::size_t i = 0; i < popups_.size(); ++i) popup(*popups_[i].first, popups_[i].second);
    return std::move(scene_);
  }

 private:
  [[nodiscard]] float px(float mm) const { return measure_.px(mm); }
  [[nodiscard]] Color color(ColorRole role) const { return context_.theme.color(role); }

  void element(const Element& e, Rect rect) {
    if (e.at_end && !end_shown_) return;
    rect = snapped(rect);
    const Color outer_ground = ground_;
    if (e.modal) {
      scene_.targets.clear();
      scene_.texts.clear();
      scene_.fields.clear();
      popups_.clear();
    }
    if (e.background != ColorRole::none) {
      scene_.commands.push_back(FillRect{rect, color(e.background), px(e.radius)});
      if (color(e.background).a == 255) ground_ = color(e.background);
    }
    if (e.border != ColorRole::none)
      scene_.commands.push_back(
          StrokeRect{rect, color(e.border), px(e.radius), std::max(1.0F, std::round(px(e.border_mm)))});
    if (e.moving) scene_.moving = rect;
    if (e.action) target(e, rect);
    content(e, {rect.x + px(context_.rtl ? e.padding.end : e.padding.start), rect.y + px(e.padding.top),
                rect.width - px(e.padding.start) - px(e.padding.end),
                rect.height - px(e.padding.top) - px(e.padding.bottom)});
    if (!e.popup.empty()) popups_.push_back({&e, rect});
    ground_ = outer_ground;
  }

  // Above what it belongs to, below it where there is no room above.
  void popup(const Element& owner, Rect anchor) {
    const Element& content = owner.popup.front();
    const float gap = px(space::tight);
    const Size size = measure_.size(content, scene_.size.width - 2 * gap);
    const float last = std::max(gap, scene_.size.width - size.width - gap);
    const float x = std::clamp(anchor.x + (anchor.width - size.width) / 2, gap, last);
    const float above = anchor.y - gap - size.height;
    scene_.targets.clear();
    scene_.texts.clear();
    if (owner.dismiss) scene_.targets.push_back({clips_.front(), *owner.dismiss, std::string(anywhere_else), 0, false});
    element(content, {x, above >= 0 ? above : anchor.bottom() + gap, size.width, size.height});
  }

  void target(const Element& e, const Rect& rect) {
    const Rect shown = rect.intersected(clips_.back());
    // What a scroll's edge leaves of a target is no target: it would be too small for a finger.
    if (shown.empty() || shown.height + 1 < std::min(rect.height, px(size::target))) return;
    std::string name = first_name(e);
    if (name.empty()) name = fmt::format("#{}", scene_.targets.size());
    const bool pressable = e.kind != Kind::field && e.kind != Kind::ink;
    scene_.targets.push_back(
        {shown, *e.action, std::move(name), px(e.radius), pressable, e.held, e.slides, e.kind == Kind::ink});
  }

  void content(const Element& e, const Rect& inner) {
    switch (e.kind) {
      case Kind::text:
        return text(e, inner);
      case Kind::icon:
        return icon(e, inner);
      case Kind::shape: {
        const Rect square = centered(inner, px(e.size_mm), px(e.size_mm));
        scene_.commands.push_back(DrawShape{e.shape, square, color(e.color)});
        return;
      }
      case Kind::pattern:
        scene_.commands.push_back(DrawPattern{inner, px(e.size_mm), color(e.color)});
        return;
      case Kind::qr: {
        const float side = std::min({px(e.size_mm), inner.width, inner.height});
        scene_.commands.push_back(DrawMatrix{e.matrix, centered(inner, side, side), color(ColorRole::ink)});
        return;
      }
      case Kind::ink:
        scene_.commands.push_back(ink_in(e, inner, px(pen_mm), color(e.color)));
        return;
      case Kind::field:
        return field(e, inner);
      case Kind::scroll:
        return scroll(e, inner);
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
      case Flow::fitting: {
        const auto fits = [&](const Element& child) {
          return measure_.size(child, inner.width).height <= inner.height;
        };
        const auto first = std::find_if(e.children.begin(), e.children.end(), fits);
        return element(first == e.children.end() ? e.children.back() : *first, inner);
      }
      case Flow::fitting_across:
        return element(measure_.across(e, inner.width), inner);
      case Flow::layers:
        for (const auto& child : e.children) element(child, aligned(e, child, inner));
        return;
    }
  }

  static Rect centered(const Rect& in, float width, float height) {
    return snapped({in.x + (in.width - width) / 2, in.y + (in.height - height) / 2, width, height});
  }

  // Offset from the start edge of `inner`, mirrored when reading right to left.
  [[nodiscard]] float from_start(const Rect& inner, float offset, float width) const {
    return context_.rtl ? inner.right() - offset - width : inner.x + offset;
  }

  Rect aligned(const Element& parent, const Element& child, const Rect& inner) {
    if (parent.align == Align::stretch) return inner;
    const Size s = measure_.size(child, inner.width);
    return {from_start(inner, slack(parent.align, inner.width - s.width), s.width),
            inner.y + slack(parent.align, inner.height - s.height), s.width, s.height};
  }

  static float slack(Align align, float room) {
    if (align == Align::center) return room / 2;
    return align == Align::end ? room : 0;
  }

  void column(const Element& e, const Rect& inner) {
    std::vector<float> widths;
    std::vector<float> heights;
    const float gaps = px(e.gap) * static_cast<float>(e.children.empty() ? 0 : e.children.size() - 1);
    for (const auto& child : e.children) {
      widths.push_back(measure_.child_width(e, child, inner.width));
      heights.push_back(child.grow > 0 ? 0 : measure_.size(child, widths.back()).height);
    }
    share_room(e.children, inner.height - gaps - std::accumulate(heights.begin(), heights.end(), 0.0F), heights);
    const float left = inner.height - gaps - std::accumulate(heights.begin(), heights.end(), 0.0F);
    const Spread s = spread(e.justify, left, e.children.size());
    float y = inner.y + s.before;
    for (std::size_t i = 0; i < heights.size(); ++i) {
      const float offset = e.align == Align::stretch ? 0 : slack(e.align, inner.width - widths[i]);
      element(e.children[i], {from_start(inner, offset, widths[i]), y, widths[i], heights[i]});
      y += heights[i] + px(e.gap) + s.extra_gap;
    }
  }

  void row(const Element& e, const Rect& inner) {
    const auto widths = measure_.row_widths(e, inner.width);
    const float gaps = px(e.gap) * static_cast<float>(e.children.empty() ? 0 : e.children.size() - 1);
    const Spread s =
        spread(e.justify, inner.width - gaps - std::accumulate(widths.begin(), widths.end(), 0.0F), widths.size());
    float offset = s.before;
    for (std::size_t i = 0; i < widths.size(); ++i) {
      const auto& child = e.children[i];
      const bool stretch = e.align == Align::stretch && !child.height;
      const float height = stretch ? inner.height : measure_.size(child, widths[i]).height;
      const float y = inner.y + (stretch ? 0 : slack(e.align, inner.height - height));
      const float x = e.physical ? inner.x + offset : from_start(inner, offset, widths[i]);
      element(child, {x, y, widths[i], height});
      offset += widths[i] + px(e.gap) + s.extra_gap;
    }
  }

  void wrap(const Element& e, const Rect& inner) {
    float y = inner.y;
    for (const auto& line : measure_.wrap_lines(e, inner.width)) {
      float offset = e.justify == Justify::end ? inner.width - line.width : 0;
      if (e.justify == Justify::center) offset = (inner.width - line.width) / 2;
      for (std::size_t i = 0; i < line.widths.size(); ++i) {
        const auto& child = e.children[line.first + i];
        const float natural = measure_.size(child, line.widths[i]).height;
        const float height = e.align == Align::stretch && !child.height ? line.height : natural;
        const float down = e.align == Align::stretch ? 0 : slack(e.align, line.height - height);
        element(child, {from_start(inner, offset, line.widths[i]), y + down, line.widths[i], height});
        offset += line.widths[i] + px(e.gap);
      }
      y += line.height + px(e.gap);
    }
  }

  void grid(const Element& e, const Rect& inner) {
    const float width = grid_cell_width(measure_, e, inner.width);
    auto heights = grid_heights(measure_, e, width);
    const float gap = px(e.gap);
    float natural = gap * static_cast<float>(heights.empty() ? 0 : heights.size() - 1);
    for (const float h : heights) natural += h;
    level_rows(heights, inner.height - natural);
    float y = inner.y;
    const auto columns = static_cast<std::size_t>(e.columns);
    for (std::size_t i = 0; i < e.children.size(); ++i) {
      const float offset = static_cast<float>(i % columns) * (width + gap);
      element(e.children[i], {from_start(inner, offset, width), y, width, heights[i / columns]});
      if (i % columns == columns - 1) y += heights[i / columns] + gap;
    }
  }

  void text(const Element& e, const Rect& inner) {
    const auto p = measure_.paragraph(e, e.text, inner.width);
    const Point origin{inner.x, std::round(inner.y + std::max(0.0F, (inner.height - p->height) / 2))};
    put_text(e.name, p, origin, inner, color(e.color));
  }

  void put_text(const std::string& name, const ParagraphPtr& p, Point origin, const Rect& box, Color ink) {
    scene_.commands.push_back(DrawText{p, origin, ink});
    float left = std::numeric_limits<float>::max();
    float right = 0;
    for (const auto& line : p->lines) {
      left = std::min(left, line.x);
      right = std::max(right, line.x + line.width);
    }
    scene_.texts.push_back({name,
                            p->text,
                            box,
                            {origin.x + left, origin.y, right - left, p->height},
                            clips_.back(),
                            p->rtl,
                            p->truncated,
                            ink,
                            ground_});
  }

  void icon(const Element& e, const Rect& inner) {
    const char32_t code_point = context_.rtl ? e.icon_rtl : e.icon;
    if (const auto* picture = picture_of(code_point)) {
      const float height = px(e.size_mm);
      const Rect box = centered(inner, height * picture->width / picture_grid, height);
      scene_.commands.push_back(DrawPicture{code_point, box, color(e.color), context_.rtl && picture->mirrors});
      return;
    }
    const auto p = measure_.icon(e);
    const Rect square = centered(inner, p->widest_line, p->height);
    scene_.commands.push_back(DrawText{p, {square.x, square.y}, color(e.color)});
  }

  void push_clip(const Rect& rect) {
    clips_.push_back(rect.intersected(clips_.back()));
    scene_.commands.push_back(PushClip{clips_.back()});
  }
  void pop_clip() {
    clips_.pop_back();
    scene_.commands.push_back(PopClip{});
  }

  void field(const Element& e, const Rect& inner) {
    push_clip(inner);
    const auto placed = place_field(measure_, e, inner);
    for (const auto& box : placed.selected)
      scene_.commands.push_back(FillRect{snapped(box), color(ColorRole::selection), 0});
    if (!e.text.empty()) {
      const auto& p = *placed.text;
      scene_.commands.push_back(DrawText{placed.text, placed.origin, color(e.color)});
      scene_.texts.push_back({e.name, p.text, inner, inner, clips_.back(), p.rtl, false, color(e.color), ground_});
    }
    for (const auto& caret : placed.carets)
      scene_.commands.push_back(FillRect{snapped(caret), color(ColorRole::primary), 0});
    if (e.action) scene_.fields.push_back({e.name, *e.action, inner, e.field, placed.text, placed.origin});
    pop_clip();
  }

  void scroll(const Element& e, const Rect& inner) {
    const auto& child = e.children.front();
    const float natural = measure_.size(child, inner.width).height;
    if (natural <= inner.height + 0.5F) {
      // a little above the very middle, where the eye expects it
      const float down = e.scroll.middle ? std::max(0.0F, inner.height - natural) * 0.45F : 0;
      return element(child, {inner.x, inner.y + down, inner.width, natural});
    }
    auto& bar = kept_.emplace_back(bar_of(e, {e.scroll.forward.has_value(), e.scroll.back.has_value()}));
    const float footer = std::max(px(size::target), measure_.size(bar, inner.width).height);
    const float height = std::max(0.0F, std::floor(inner.height - footer - px(space::tight)) - 1);
    const auto page = page_at(drawn_alone(child, inner.width, natural), height, natural, e.scroll.page);
    end_shown_ = end_shown_ && page.last;
    push_clip({inner.x, inner.y, inner.width, page.height});
    element(child, {inner.x, inner.y - page.top, inner.width, natural});
    pop_clip();
    const bool forward = !page.last && e.scroll.forward;
    const bool back = page.top > 0.5F && e.scroll.back;
    element(kept_.emplace_back(bar_of(e, {forward, back})), {inner.x, inner.bottom() - footer, inner.width, footer});
  }

  // What a scrolled child draws, from its own upper edge on: where its rows are.
  std::vector<DrawCommand> drawn_alone(const Element& child, float width, float height) {
    std::swap(scene_, aside_);
    std::swap(popups_, popups_aside_);
    element(child, {0, 0, width, height});
    auto drawn = std::move(scene_.commands);
    scene_ = {};
    popups_.clear();
    std::swap(scene_, aside_);
    std::swap(popups_, popups_aside_);
    return drawn;
  }

  [[nodiscard]] Element bar_of(const Element& e, ScrollWays ways) const {
    return scroll_bar(e, ways, context_.panel.text_scale);
  }

  const LayoutContext& context_;
  Measure measure_;
  Scene scene_;
  bool end_shown_ = true;  // of all that scrolls so far
  Scene aside_;            // while something is drawn only to see where its rows are
  std::vector<Rect> clips_;
  Color ground_;
  std::vector<std::pair<const Element*, Rect>> popups_;  // with what they float above
  std::vector<std::pair<const Element*, Rect>> popups_aside_;
  std::deque<Element> kept_;  // elements made here live as long as the memo that knows them by address
};

}  // namespace

Scene layout(const Element& root, const LayoutContext& context) { return Arrange(context).run(root); }

void show_press(Scene& scene, const TouchState& touch) {
  if (!touch.inside) return;
  for (const auto& target : scene.targets)
    if (target.pressable && target.name == touch.pressed && target.rect == touch.pressed_rect)
      scene.commands.push_back(FillRect{target.rect, {0x07, 0x20, 0x1A, 46}, target.radius});
}

}  // namespace minbar::ui
