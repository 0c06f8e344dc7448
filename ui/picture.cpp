#include "ui/picture.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numbers>

#include "sync/base/ensure.h"

namespace minbar::ui {

namespace {

constexpr float degree = std::numbers::pi_v<float> / 180;
constexpr float chord = 0.4F;  // units between the points of a curve: less than a pixel where pictures are smallest

// Reads a path of ours; what is no path ends the program, and a test reads them all.
class Reader {
 public:
  explicit Reader(std::string_view path) : left_(path) {}

  std::vector<std::vector<Point>> read() {
    char command = 0;
    while (skip_spaces(), !left_.empty()) {
      if (const char c = left_.front(); c >= 'A' && c <= 'Z') {
        command = c;
        left_.remove_prefix(1);
        begin(command);
      } else {
        go_on(command);
      }
    }
    return std::move(strokes_);
  }

 private:
  void skip_spaces() { left_.remove_prefix(std::min(left_.find_first_not_of(' '), left_.size())); }

  float number() {
    skip_spaces();
    float value = 0;
    const auto [end, error] = std::from_chars(left_.data(), left_.data() + left_.size(), value);
    ENSURE(error == std::errc{}, "a picture's path has numbers where its commands want them");
    left_.remove_prefix(static_cast<std::size_t>(end - left_.data()));
    return value;
  }
  Point point() {
    const float x = number();
    return {x, number()};
  }

  void begin(char command) {
    if (command == 'M' || command == 'N') strokes_.emplace_back();
    if (command == 'Z') strokes_.back().push_back(strokes_.back().front());
  }

  void go_on(char command) {
    switch (command) {
      case 'M':
      case 'L':
        return strokes_.back().push_back(point());
      case 'C':
        return curve();
      case 'A': {
        const Point center = point();
        const float radius = number();
        const float from = number();
        return arc(center, radius, from, number());
      }
      case 'O': {
        strokes_.emplace_back();
        const Point center = point();
        return arc(center, number(), 0, 360);
      }
      case 'D':  // a little larger than the pen
        strokes_.emplace_back();
        return arc(point(), 0.35F, 0, 360);
      case 'B':
        return box();
      default:
        ENSURE(false, "a picture's path has the commands that its header lists");
    }
  }

  void arc(Point center, float radius, float from, float to) {
    const int steps = std::max(2, static_cast<int>(std::ceil(std::abs(to - from) * degree * radius / chord)));
    for (int i = 0; i <= steps; ++i) {
      const float angle = (from + (to - from) * static_cast<float>(i) / static_cast<float>(steps)) * degree;
      strokes_.back().push_back({center.x + radius * std::cos(angle), center.y + radius * std::sin(angle)});
    }
  }

  void curve() {
    const Point a = strokes_.back().back();
    const Point b = point();
    const Point c = point();
    const Point d = point();
    constexpr int steps = 24;
    for (int i = 1; i <= steps; ++i) {
      const float t = static_cast<float>(i) / steps;
      const float u = 1 - t;
      const auto at = [&](float p, float q, float r, float s) {
        return u * u * u * p + 3 * u * u * t * q + 3 * u * t * t * r + t * t * t * s;
      };
      strokes_.back().push_back({at(a.x, b.x, c.x, d.x), at(a.y, b.y, c.y, d.y)});
    }
  }

  void box() {
    const Point p = point();
    const float right = p.x + number();
    const float bottom = p.y + number();
    const float cut = number();
    strokes_.push_back({{p.x + cut, p.y},
                        {right - cut, p.y},
                        {right, p.y + cut},
                        {right, bottom - cut},
                        {right - cut, bottom},
                        {p.x + cut, bottom},
                        {p.x, bottom - cut},
                        {p.x, p.y + cut},
                        {p.x + cut, p.y}});
  }

  std::string_view left_;
  std::vector<std::vector<Point>> strokes_;
};

}  // namespace

const Picture* picture_of(char32_t code_point) {
  static constexpr Picture name{
      // meem, then the teeth of noon and beh along one line, then reh in one long sweep; the two dots
      .path =
          "N A38.6 11 4.4 0 360 M43 11.6 C42.8 15.6 38.5 16 35.5 16 L33 16 C30.6 16 29.8 14 29.6 7.8 M29.8 11.6 "
          "C29.7 14.8 28.6 16 26.6 16 L24.6 16 C22.4 16 21.7 14 21.5 9 M21.7 11.8 C21.6 14.8 20.4 16 18.4 16 "
          "L17.6 16 C15.2 16 14.2 14.2 13.8 10.4 M13.9 11.4 C15.4 20.6 8.4 24.6 1.6 17.2 D29.7 3.2 D21.6 21",
      .width = 46,
      .pen = 2.3F};
  if (code_point == wordmark) return &name;
  if (code_point < first_picture || code_point - first_picture >= pictures().size()) return nullptr;
  return &pictures()[code_point - first_picture];
}

std::vector<std::vector<Point>> strokes_of(const Picture& picture, float height, bool mirrored) {
  auto strokes = Reader(picture.path).read();
  const float scale = height / picture_grid;
  for (auto& stroke : strokes)
    for (auto& p : stroke) p = {(mirrored && picture.mirrors ? picture.width - p.x : p.x) * scale, p.y * scale};
  return strokes;
}

}  // namespace minbar::ui
