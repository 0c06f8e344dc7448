// The line pictures that stand for things: a lamp, a bus, a family. Each is strokes on one grid of 24 units, drawn with
// one pen; whoever reads little reads them. They are named in fonts/icons beside the icons of the face, from
// `first_picture` on. Used by layout, which asks what is a picture, and by the painter, which draws it.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "ui/geometry.h"

namespace minbar::ui {

inline constexpr char32_t first_picture = 0xF0001;  // a plane for private use that no face of ours reaches
inline constexpr float picture_grid = 24;
inline constexpr float picture_pen = 1.9F;  // the width of every stroke, in units of the grid

struct Picture {
  // Strokes in a small language: M x y … begins one, and goes on to each further point; L goes on; C is a cubic curve
  // of two handles and an end; A x y radius from to is an arc in degrees clockwise from the right, joined to what is
  // before it; N begins a stroke without a point; Z closes; O x y radius is a circle; D x y a dot; B x y width height
  // cut is a box whose corners are cut at 45 degrees, as a zellige's are.
  std::string_view path;
  bool mirrors = false;        // what drives or is read in a direction: turned round where reading runs from the right
  float width = picture_grid;  // of its grid, whose height is always the same
  float pen = picture_pen;
};

// Minbar's name as its mark bears it, the same in all languages: as a Maghribi hand writes it, with one round pen, a
// last letter that reaches far and dots that stand free. Wider than high; among the pictures it has this code point.
inline constexpr char32_t wordmark = first_picture - 1;

// In the order of their code points.
[[nodiscard]] std::span<const Picture> pictures();
// Borrowed for ever; nothing where the code point is an icon of the face.
[[nodiscard]] const Picture* picture_of(char32_t code_point);
// From the origin, `height` pixels high.
[[nodiscard]] std::vector<std::vector<Point>> strokes_of(const Picture& picture, float height, bool mirrored);

}  // namespace minbar::ui
