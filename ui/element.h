// A screen as a value: a tree of boxes, texts, icons and fields that views build and layout reads. Lengths are
// millimetres. Sides are start and end, never left and right; layout mirrors. An element never learns what a tap on it
// means: it carries an ActionId that the view's owner understands.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ui/caret.h"
#include "ui/geometry.h"
#include "ui/theme.h"

namespace minbar::ui {

struct ActionId {
  std::uint32_t index = 0;
  bool operator==(const ActionId&) const = default;
};

// ink: strokes on a pad; with an action it is drawn on with a finger.
enum class Kind : std::uint8_t { box, text, icon, qr, shape, pattern, field, scroll, ink };
// wrap: a row that goes on in the next line when the next child does not fit.
// fitting: the first of its children that is no higher than the room there is, else the last.
// fitting_across: the first that is no wider with every word in one line, else the last.
enum class Flow : std::uint8_t { column, row, wrap, layers, grid, fitting, fitting_across };
enum class Align : std::uint8_t { stretch, start, center, end };
enum class Justify : std::uint8_t { start, center, end, between };
// star: the eight-pointed khatam of two squares; faces: eyes, brows and mouth from the unhappiest to the happiest, to
// be laid over a circle.
enum class Shape : std::uint8_t { circle, star, face_1, face_2, face_3, face_4, face_5 };

struct Insets {
  float start = 0;
  float top = 0;
  float end = 0;
  float bottom = 0;
};

// A square of dark and light modules, row by row.
struct Matrix {
  int side = 0;
  std::vector<bool> dark;
  bool operator==(const Matrix&) const = default;
};

// A text being written: which byte the caret stands before, and whether it shows; what is selected instead; in which
// direction the keys that are up type.
struct FieldLook {
  std::size_t caret = 0;
  TextRange selected = {};
  CaretSide typing = CaretSide::follow;
  bool focused = false;
  bool multiline = false;
};

struct ScrollLook {
  bool middle = false;              // what fits stands in the middle instead of at the top
  int page = 0;                     // how many times "more" was pressed; layout clamps it
  bool first = false;               // to be turned before anything else: "more" is the one thing to do
  std::optional<ActionId> forward;  // tapped on the visible "more"
  std::optional<ActionId> back;
  std::string more_key;  // word key, text and language of the label beside the arrow
  std::string more_text;
};

struct Element {
  Kind kind = Kind::box;

  // every kind
  std::string name;  // how tests and scripts call it; a word key where there is one
  std::optional<ActionId> action;
  std::optional<ActionId> held;  // what a long press means
  bool slides = false;           // a finger that held another target may slide here and tap by its release
  bool modal = false;            // what was drawn before it can no longer be tapped
  bool at_end = false;           // shown once what scrolls before it shows its end; its place is kept
  bool moving = false;           // what a transition moves; the frame around it stands still
  float grow = 0;                // share of the room left along the parent's flow
  float most = 0;                // in a column: how many times its own height it may have where there is room; 0: once
  std::optional<float> width;
  std::optional<float> height;
  float min_width = 0;
  float min_height = 0;
  float max_width = 0;  // 0: none
  bool rigid = false;   // keeps the width it likes when a row runs out of room
  ColorRole background = ColorRole::none;
  ColorRole border = ColorRole::none;
  float border_mm = size::border;
  float radius = 0;

  // box
  Flow flow = Flow::column;
  int columns = 1;  // of a grid: equal widths, rows as high as their highest cell
  float gap = 0;
  Insets padding;
  Align align = Align::stretch;
  Justify justify = Justify::start;
  bool physical = false;  // a row that runs left to right in every language: a keyboard's
  std::vector<Element> children;

  // What floats above it, centred but within the panel; at most one. Before it nothing else can be tapped: a tap
  // anywhere else means `dismiss`.
  std::vector<Element> popup;
  std::optional<ActionId> dismiss;

  // text and field
  std::string text;
  std::string language;  // BCP 47 of the text shown
  BaseDirection direction = BaseDirection::first_strong;
  TextAlign text_align = TextAlign::start;
  TextRole role = TextRole::body;
  ColorRole color = ColorRole::ink;
  FaceStack stack = FaceStack::latin;
  int max_lines = 0;
  FieldLook field;

  // icon, shape, pattern
  char32_t icon = 0;
  bool mirror = false;  // an arrow that follows the reading direction
  char32_t icon_rtl = 0;
  Shape shape = Shape::circle;
  float size_mm = size::icon;

  // qr
  Matrix matrix;

  // ink, in the pad's own measure (ink.h)
  std::vector<std::vector<Point>> strokes;

  // scroll: its one child is as high as it likes; itself it asks for its least height alone
  ScrollLook scroll;

  // Setters for building in one expression.
  Element&& with_name(std::string value) && {
    name = std::move(value);
    return std::move(*this);
  }
  Element&& with_gap(float mm) && {
    gap = mm;
    return std::move(*this);
  }
  Element&& with_padding(float all) && {
    padding = {all, all, all, all};
    return std::move(*this);
  }
  Element&& with_padding(float inline_mm, float block_mm) && {
    padding = {inline_mm, block_mm, inline_mm, block_mm};
    return std::move(*this);
  }
  Element&& with_padding(Insets value) && {
    padding = value;
    return std::move(*this);
  }
  Element&& with_background(ColorRole value) && {
    background = value;
    return std::move(*this);
  }
  Element&& with_border(ColorRole value, float mm = size::border) && {
    border = value;
    border_mm = mm;
    return std::move(*this);
  }
  Element&& with_radius(float mm) && {
    radius = mm;
    return std::move(*this);
  }
  Element&& with_align(Align value) && {
    align = value;
    return std::move(*this);
  }
  Element&& with_justify(Justify value) && {
    justify = value;
    return std::move(*this);
  }
  Element&& with_grow(float value = 1) && {
    grow = value;
    return std::move(*this);
  }
  Element&& with_most(float times) && {
    most = times;
    return std::move(*this);
  }
  Element&& with_width(float mm) && {
    width = mm;
    return std::move(*this);
  }
  Element&& with_height(float mm) && {
    height = mm;
    return std::move(*this);
  }
  Element&& with_min_width(float mm) && {
    min_width = mm;
    return std::move(*this);
  }
  Element&& with_min_height(float mm) && {
    min_height = mm;
    return std::move(*this);
  }
  Element&& with_max_width(float mm) && {
    max_width = mm;
    return std::move(*this);
  }
  Element&& with_action(ActionId value) && {
    action = value;
    return std::move(*this);
  }
  Element&& with_held(std::optional<ActionId> value) && {
    held = value;
    return std::move(*this);
  }
  Element&& with_color(ColorRole value) && {
    color = value;
    return std::move(*this);
  }
  Element&& as_rigid() && {
    rigid = true;
    return std::move(*this);
  }
  Element&& as_physical() && {
    physical = true;
    return std::move(*this);
  }
  Element&& as_modal() && {
    modal = true;
    return std::move(*this);
  }
  Element&& as_moving() && {
    moving = true;
    return std::move(*this);
  }
  void add(Element child) { children.push_back(std::move(child)); }
};

namespace detail {
template <class... Children>
Element box(Flow flow, Children&&... children) {
  Element e;
  e.flow = flow;
  e.children.reserve(sizeof...(children));
  (e.children.push_back(std::forward<Children>(children)), ...);
  return e;
}
}  // namespace detail

template <class... Children>
Element column(Children&&... children) {
  return detail::box(Flow::column, std::forward<Children>(children)...);
}
template <class... Children>
Element row(Children&&... children) {
  return detail::box(Flow::row, std::forward<Children>(children)...);
}
template <class... Children>
Element wrap(Children&&... children) {
  return detail::box(Flow::wrap, std::forward<Children>(children)...);
}
template <class... Children>
Element layers(Children&&... children) {
  return detail::box(Flow::layers, std::forward<Children>(children)...);
}

// The first that fits, else the last.
template <class... Children>
Element fitting(Children&&... children) {
  return detail::box(Flow::fitting, std::forward<Children>(children)...);
}

// The first that fits with every word in one line, else the last.
template <class... Children>
Element fitting_across(Children&&... children) {
  return detail::box(Flow::fitting_across, std::forward<Children>(children)...);
}

[[nodiscard]] Element grid(int columns, std::vector<Element> cells);
[[nodiscard]] Element spacer(float grow = 1);
[[nodiscard]] Element icon(char32_t code_point, ColorRole color, float size_mm = size::icon);
// An arrow: one code point when reading left to right, the other when reading right to left.
[[nodiscard]] Element directional_icon(char32_t ltr, char32_t rtl, ColorRole color, float size_mm = size::icon);
[[nodiscard]] Element shape(Shape shape, ColorRole color, float size_mm);
// Fills its box with zellige, whose stars stand `tile_mm` apart, about the box's middle.
[[nodiscard]] Element pattern(ColorRole color, float tile_mm);
[[nodiscard]] Element qr(Matrix matrix, float side_mm);
[[nodiscard]] Element ink(std::vector<std::vector<Point>> strokes);
[[nodiscard]] Element scroll(Element content, ScrollLook look);

}  // namespace minbar::ui
