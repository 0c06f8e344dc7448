// The measuring half of layout: how large an element is when it may be so wide. Sizes in pixels, memoised for one pass.
#pragma once

#include <string_view>
#include <unordered_map>
#include <vector>

#include "ui/element.h"
#include "ui/layout_context.h"

namespace minbar::ui {

class Measure {
 public:
  explicit Measure(const LayoutContext& context) : context_(context) {}

  [[nodiscard]] float px(float mm) const { return mm * context_.panel.px_per_mm; }
  // The size an element takes when it may be `available` wide, padding and borders included.
  [[nodiscard]] Size size(const Element& element, float available);
  // Widths of a row's children within `inner`, gaps excluded.
  [[nodiscard]] std::vector<float> row_widths(const Element& row, float inner);
  struct Line {
    std::size_t first = 0;      // index of its first child
    std::vector<float> widths;  // of its children, what grows grown
    float width = 0;            // gaps included
    float height = 0;
  };
  // The lines of a wrap, each child as wide as it likes or as `inner` where it likes more.
  [[nodiscard]] std::vector<Line> wrap_lines(const Element& wrap, float inner);
  // The width a child of a column or of layers takes within `inner`.
  [[nodiscard]] float child_width(const Element& parent, const Element& child, float inner);
  // Which of its children a fitting_across shows within `inner`.
  [[nodiscard]] const Element& across(const Element& fitting, float inner);
  [[nodiscard]] float inner_width(const Element& element, float outer) const;
  [[nodiscard]] ParagraphPtr paragraph(const Element& element, std::string_view text, float width);
  [[nodiscard]] ParagraphPtr icon(const Element& element);
  [[nodiscard]] const LayoutContext& context() const { return context_; }

 private:
  [[nodiscard]] Size content(const Element& element, float available);
  [[nodiscard]] Size column(const Element& element, float inner);
  [[nodiscard]] Size row(const Element& element, float inner);
  [[nodiscard]] Size wrap(const Element& element, float inner);
  [[nodiscard]] Size grid(const Element& element, float inner);

  struct Key {
    const Element* element;
    float available;
    bool operator==(const Key&) const = default;
  };
  struct Hash {
    std::size_t operator()(const Key& k) const {
      return std::hash<const void*>{}(k.element) ^ (std::hash<float>{}(k.available) << 1U);
    }
  };
  const LayoutContext& context_;
  std::unordered_map<Key, Size, Hash> memo_;
};

// Height of every row of a grid, in pixels, when its cells are `cell_width` wide.
[[nodiscard]] std::vector<float> grid_heights(Measure& measure, const Element& grid, float cell_width);
[[nodiscard]] float grid_cell_width(const Measure& measure, const Element& grid, float inner);

}  // namespace minbar::ui
