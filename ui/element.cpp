#include "ui/element.h"

namespace minbar::ui {

Element grid(int columns, std::vector<Element> cells) {
  Element e;
  e.flow = Flow::grid;
  e.columns = columns;
  e.children = std::move(cells);
  return e;
}

Element spacer(float grow) {
  Element e;
  e.grow = grow;
  return e;
}

Element icon(char32_t code_point, ColorRole color, float size_mm) {
  return directional_icon(code_point, code_point, color, size_mm);
}

Element directional_icon(char32_t ltr, char32_t rtl, ColorRole color, float size_mm) {
  Element e;
  e.kind = Kind::icon;
  e.icon = ltr;
  e.icon_rtl = rtl;
  e.color = color;
  e.size_mm = size_mm;
  return e;
}

Element shape(Shape shape, ColorRole color, float size_mm) {
  Element e;
  e.kind = Kind::shape;
  e.shape = shape;
  e.color = color;
  e.size_mm = size_mm;
  return e;
}

Element pattern(ColorRole color, float tile_mm) {
  Element e;
  e.kind = Kind::pattern;
  e.color = color;
  e.size_mm = tile_mm;
  return e;
}

Element ink(std::vector<std::vector<Point>> strokes) {
  Element e;
  e.kind = Kind::ink;
  e.strokes = std::move(strokes);
  return e;
}

Element qr(Matrix matrix, float side_mm) {
  Element e;
  e.kind = Kind::qr;
  e.matrix = std::move(matrix);
  e.size_mm = side_mm;
  return e;
}

Element scroll(Element content, ScrollLook look) {
  Element e;
  e.kind = Kind::scroll;
  e.scroll = std::move(look);
  e.children.push_back(std::move(content));
  return e;
}

}  // namespace minbar::ui
