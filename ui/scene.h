// A screen laid out: a flat list of drawing commands and tap targets, in pixels, ready for a painter, a finger and a
// test.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "ui/element.h"
#include "ui/geometry.h"
#include "ui/paragraph.h"

namespace minbar::ui {

struct FillRect {
  Rect rect;
  Color color;
  float radius = 0;
  bool operator==(const FillRect&) const = default;
};
struct StrokeRect {
  Rect rect;
  Color color;
  float radius = 0;
  float width = 1;
  bool operator==(const StrokeRect&) const = default;
};
struct DrawText {
  ParagraphPtr paragraph;  // equal when it is the same one: a layout that is kept is not compared letter by letter
  Point origin;            // of the paragraph's top left corner
  Color color;
  bool operator==(const DrawText&) const = default;
};
struct DrawShape {
  Shape shape;
  Rect rect;
  Color color;
  bool operator==(const DrawShape&) const = default;
};
struct DrawPicture {
  char32_t picture;  // its code point (ui/picture.h)
  Rect rect;         // as wide for its height as the picture is
  Color color;
  bool mirrored = false;
  bool operator==(const DrawPicture&) const = default;
};
struct DrawPattern {
  Rect rect;
  float tile;  // pixels from one star to the next
  Color color;
  bool operator==(const DrawPattern&) const = default;
};
struct DrawMatrix {
  Matrix matrix;
  Rect rect;  // a square; includes no quiet zone
  Color dark;
  bool operator==(const DrawMatrix&) const = default;
};
// Round strokes of one width, as a pen leaves them.
struct DrawInk {
  std::vector<std::vector<Point>> strokes;
  Rect rect;  // the pad: nothing is painted beyond it
  float width = 1;
  Color color;
  bool operator==(const DrawInk&) const = default;
};
struct PushClip {
  Rect rect;  // already cut by the clips around it
  bool operator==(const PushClip&) const = default;
};
struct PopClip {
  bool operator==(const PopClip&) const = default;
};

using DrawCommand = std::variant<FillRect, StrokeRect, DrawText, DrawShape, DrawPicture, DrawPattern, DrawMatrix,
                                 DrawInk, PushClip, PopClip>;

struct TapTarget {
  Rect rect;
  ActionId action;
  std::string name;  // the element's name, or the name of the first text inside it
  float radius = 0;
  bool pressable = true;              // shows a press; a text field does not
  std::optional<ActionId> held = {};  // what a long press means
  bool slides = false;                // takes the release of a finger that held another target
  bool draws = false;                 // a pad: a finger that comes down here draws (ink.h)
};

// One text as it stands on the screen, for tests, scripts and spoken guidance.
struct TextBlock {
  std::string name;
  std::string text;
  Rect box;   // the room it was given
  Rect ink;   // the lines' extent
  Rect clip;  // the part of the screen it may show in
  bool rtl = false;
  bool truncated = false;
  Color color;
  Color ground;  // what it stands on
  [[nodiscard]] bool whole() const { return !truncated && clip.encloses(ink, 1) && box.encloses(ink, 1); }
  [[nodiscard]] bool visible() const { return !ink.intersected(clip).empty(); }
};

// A field on the screen: where a tap puts the caret, and where the caret is.
struct FieldBlock {
  std::string name;
  ActionId action;
  Rect rect;
  FieldLook look;
  ParagraphPtr paragraph;
  Point origin;
};

struct Scene {
  Size size;
  Color ground;
  Rect moving;  // the part that a transition moves; empty: none
  std::vector<DrawCommand> commands;
  std::vector<TapTarget> targets;  // later ones lie above earlier ones
  std::vector<TextBlock> texts;
  std::vector<FieldBlock> fields;
};

// Whether a painter would leave the same pixels. May be false for equal texts: paragraphs are compared by pointer.
[[nodiscard]] bool looks_alike(const Scene& a, const Scene& b);
[[nodiscard]] const TapTarget* hit(const Scene& scene, Point point);
[[nodiscard]] const TapTarget* find_target(const Scene& scene, std::string_view name);
[[nodiscard]] const TextBlock* find_text(const Scene& scene, std::string_view name);
// The whole scene as text, one line a thing, for goldens and for people.
[[nodiscard]] std::string dump(const Scene& scene);

}  // namespace minbar::ui
