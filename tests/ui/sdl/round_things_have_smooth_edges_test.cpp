#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdlib>
#include <numbers>
#include <vector>

#include "tests/ui/sdl/stage.h"
#include "ui/sdl/masks.h"

using namespace minbar;
using namespace minbar::ui;
using namespace minbar::ui::sdl;

namespace {

double covered(const Mask& mask) {
  double sum = 0;
  for (const auto c : mask.coverage) sum += c / 255.0;
  return sum;
}

bool mirrored_both_ways(const Image& image) {
  for (int y = 0; y < image.height; ++y)
    for (int x = 0; x < image.width; ++x)
      if (image.at(x, y) != image.at(image.width - 1 - x, y) || image.at(x, y) != image.at(x, image.height - 1 - y))
        return false;
  return true;
}

// Of a shape that reaches so far from its vertical axis at a distance from its centre, but for what the hole reaches:
// every pixel of every scan line, one by one.
template <class Outer, class Inner>
std::vector<std::uint8_t> looked_at_one_by_one(int side, Outer outer, Inner inner) {
  constexpr int lines = 16;
  const double center = side / 2.0;
  std::vector<std::uint8_t> coverage;
  for (int y = 0; y < side; ++y)
    for (int x = 0; x < side; ++x) {
      double sum = 0;
      for (int line = 0; line < lines; ++line) {
        const double off_center = std::abs(y + (line + 0.5) / lines - center);
        const double reach = std::max(0.0, outer(off_center));
        const double hole = std::max(0.0, inner(off_center));
        const auto within = [x](double left, double right) {
          return std::max(0.0, std::min(right, x + 1.0) - std::max<double>(left, x));
        };
        sum += within(center - reach, center - hole) + within(center + hole, center + reach);
      }
      coverage.push_back(static_cast<std::uint8_t>(std::lround(sum / lines * 255)));
    }
  return coverage;
}

int shades(const Image& image) {
  int count = 0;
  for (int y = 0; y < image.height; ++y)
    for (int x = 0; x < image.width; ++x)
      if (image.at(x, y) != test::white && image.at(x, y) != test::black) ++count;
  return count;
}

}  // namespace

TEST_CASE("a rounded card has soft corners alike and full sides") {
  test::Stage stage(100, 80);
  const Image image = stage.picture_of({FillRect{{0, 0, 100, 80}, test::black, 12}});
  CHECK(mirrored_both_ways(image));
  CHECK(image.at(0, 0) == test::white);
  CHECK(image.at(50, 0) == test::black);
  CHECK(image.at(0, 40) == test::black);
  CHECK(image.at(12, 12) == test::black);
  CHECK(shades(image) >= 4 * 12);
}

TEST_CASE("a stroke follows the card and leaves its inside alone") {
  test::Stage stage(100, 80);
  for (const float radius : {0.0F, 2.0F, 3.0F, 12.0F, 20.0F}) {
    const Image image = stage.picture_of({StrokeRect{{0, 0, 100, 80}, test::black, radius, 3}});
    CAPTURE(radius);
    CHECK(mirrored_both_ways(image));
    CHECK(image.at(50, 2) == test::black);
    CHECK(image.at(50, 3) == test::white);
    CHECK(image.at(2, 40) == test::black);
    CHECK(image.at(3, 40) == test::white);
  }
}

TEST_CASE("a translucent stroke paints no pixel twice") {
  test::Stage stage(60, 40);
  const Color glass{0, 0, 0, 128};
  for (const float radius : {0.0F, 2.0F, 9.0F}) {
    const Image image = stage.picture_of({StrokeRect{{0, 0, 60, 40}, glass, radius, 4}});
    const Color once = image.at(30, 1);
    int darker = 0;
    for (int y = 0; y < image.height; ++y)
      for (int x = 0; x < image.width; ++x) darker += image.at(x, y).r < once.r ? 1 : 0;
    CAPTURE(radius);
    CHECK(darker == 0);
  }
}

TEST_CASE("masks cover the area that geometry says") {
  constexpr double pi = std::numbers::pi;
  CHECK(covered(disc_mask(40)) == Approx(pi * 40 * 40).epsilon(0.002));
  CHECK(covered(ring_mask(40, 4)) == Approx(pi * (40 * 40 - 36 * 36)).epsilon(0.005));
  CHECK(covered(shape_mask(Shape::circle, 81)) == Approx(pi * 40.5 * 40.5).epsilon(0.002));
  // Two squares of one size: each square's area, and four right-angled tips of the other that reach beyond it.
  const double side = 100 / std::numbers::sqrt2;
  const double tip = 50 - side / 2;
  CHECK(covered(shape_mask(Shape::star, 100)) == Approx(side * side + 4 * tip * tip).epsilon(0.005));
}

TEST_CASE("a round mask is what a look at every pixel of every scan line gives") {
  const auto chord = [](double radius) {
    return [radius](double y) { return y < radius ? std::sqrt(radius * radius - y * y) : 0; };
  };
  const auto no_hole = [](double) { return 0.0; };
  for (int side = 1; side <= 70; ++side) {
    CAPTURE(side);
    const double reach = side / 2.0;
    const auto star = [reach, half = reach / std::numbers::sqrt2](double y) {
      return std::max(y < half ? half : 0, reach - y);
    };
    REQUIRE(shape_mask(Shape::circle, side).coverage == looked_at_one_by_one(side, chord(reach), no_hole));
    REQUIRE(shape_mask(Shape::star, side).coverage == looked_at_one_by_one(side, star, no_hole));
    REQUIRE(disc_mask(side).coverage == looked_at_one_by_one(2 * side, chord(side), no_hole));
    for (const int width : {1, 2, side / 2, side, side + 1})
      if (width > 0)
        REQUIRE(ring_mask(side, width).coverage ==
                looked_at_one_by_one(2 * side, chord(side), chord(std::max(0, side - width))));
  }
}

TEST_CASE("a shape cut anywhere keeps the pixels that are left") {
  test::Stage stage(90, 90);
  for (const Color color : {test::black, Color{0, 0, 0, 128}}) {
    const DrawShape star{Shape::star, {3, 2, 83, 83}, color};
    const Image whole = stage.picture_of({star});
    for (int left = 0; left < 40; ++left) {
      const Rect part{static_cast<float>(left), 5, static_cast<float>(85 - 2 * left), 77};
      const Image cut = stage.picture_of({PushClip{part}, star, PopClip{}});
      for (int y = 0; y < 90; ++y)
        for (int x = 0; x < 90; ++x)
          REQUIRE(cut.at(x, y) == (part.contains({x + 0.5F, y + 0.5F}) ? whole.at(x, y) : test::white));
    }
  }
}

TEST_CASE("the star has eight tips and is the same upside down") {
  test::Stage stage(120, 120);
  const Image image = stage.picture_of({DrawShape{Shape::star, {0, 0, 120, 120}, test::black}});
  CHECK(mirrored_both_ways(image));
  for (int y = 0; y < 120; ++y)
    for (int x = 0; x < 120; ++x) REQUIRE(std::abs(image.at(x, y).r - image.at(y, x).r) <= 16);  // a scan line's worth
  CHECK(image.at(60, 2) == test::black);                                                         // tip above
  CHECK(image.at(19, 19) == test::black);  // tip of the upright square
  CHECK(image.at(25, 8) == test::white);   // between two tips
}
