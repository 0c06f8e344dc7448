#include <catch2/catch.hpp>

#include "tests/ui/sdl/stage.h"
#include "ui/text/typesetter.h"

using namespace minbar;
using namespace minbar::ui;
using namespace minbar::ui::sdl;

TEST_CASE("painting a scene twice gives the same pixels from a cold and a warm cache") {
  test::Stage stage(400, 200);
  auto typesetter = test::opened(text::Typesetter::open(stage.fonts));
  const auto words = typesetter.layout("نقترح إصلاح الإنارة (123)", TextStyle{.size_px = 30, .language = "ar"}, 380);
  const std::vector<DrawCommand> commands = {
      FillRect{{10, 10, 380, 180}, {247, 244, 236, 255}, 16},
      StrokeRect{{10, 10, 380, 180}, {7, 69, 59, 255}, 16, 2},
      DrawText{words, {10, 40}, {16, 35, 31, 255}},
      DrawShape{Shape::star, {300, 100, 60, 60}, {224, 165, 38, 255}},
  };
  const Image first = stage.picture_of(commands);
  const Image other = stage.picture_of({});
  const Image second = stage.picture_of(commands);
  CHECK(first == second);
  CHECK_FALSE(first == other);
}

TEST_CASE("the ground shows wherever the first box of a scene lets it") {
  const Color glass{0, 0, 0, 128};
  const Rect all{0, 0, 100, 60};
  test::Stage stage(100, 60);
  const auto after_black = [&](const FillRect& box) {
    (void)stage.picture_of({FillRect{all, test::black}});
    return stage.picture_of({box});
  };
  CHECK(after_black({all, test::white}).at(99, 59) == test::white);
  CHECK(after_black({all, glass}).at(50, 30).r == 127);
  CHECK(after_black({all, test::black, 20}).at(0, 0) == test::white);
  CHECK(after_black({{0, 0, 100, 59}, test::black}).at(50, 59) == test::white);
  CHECK(after_black({{1, 0, 99, 60}, test::black}).at(0, 30) == test::white);
}

TEST_CASE("nothing is painted outside of a clip and all of it again after") {
  test::Stage stage(100, 60);
  auto typesetter = test::opened(text::Typesetter::open(stage.fonts));
  const auto words =
      typesetter.layout("MMMMMMMM", TextStyle{.stack = FaceStack::latin, .size_px = 30, .language = "fr"}, 1'000);
  const Rect clip{20, 10, 30, 40};
  const Image image = stage.picture_of({
      PushClip{clip},
      FillRect{{0, 0, 100, 60}, {200, 230, 210, 255}, 20},
      DrawText{words, {0, 10}, test::black},
      PushClip{{0, 0, 25, 60}},  // a scene's inner clips are cut already; the painter does not rely on it
      FillRect{{0, 0, 100, 60}, {255, 0, 0, 255}, 0},
      PopClip{},
      PopClip{},
      FillRect{{90, 0, 10, 60}, test::black, 0},
  });
  for (int y = 0; y < 60; ++y)
    for (int x = 0; x < 90; ++x) {
      const bool inside = clip.contains({static_cast<float>(x), static_cast<float>(y)});
      REQUIRE((image.at(x, y) != test::white) == inside);
      REQUIRE((image.at(x, y) == Color{255, 0, 0, 255}) == (inside && x < 25));
    }
  CHECK(image.at(95, 5) == test::black);
}

TEST_CASE("a veil darkens what lies below and hides none of it") {
  test::Stage stage(40, 20);
  const Image image =
      stage.picture_of({FillRect{{0, 0, 20, 20}, test::black, 0}, FillRect{{0, 0, 40, 20}, {0, 0, 0, 128}, 0}});
  CHECK(image.at(5, 5) == test::black);
  CHECK(image.at(30, 5).r == Approx(127).margin(1));
  CHECK(image.at(30, 5).a == 255);
}

TEST_CASE("the modules of a code are whole and equal pixels in the middle of their room") {
  test::Stage stage(100, 100);
  Matrix matrix{3, {true, false, true, false, true, false, true, true, false}};
  const Image image = stage.picture_of({DrawMatrix{matrix, {10, 10, 50, 50}, test::black}});
  // 50 pixels hold modules of 16, one pixel left at each side
  for (int y = 0; y < 100; ++y)
    for (int x = 0; x < 100; ++x) {
      const bool within = x >= 11 && x < 59 && y >= 11 && y < 59;
      const bool dark = within && matrix.dark[static_cast<std::size_t>((y - 11) / 16 * 3 + (x - 11) / 16)];
      REQUIRE(image.at(x, y) == (dark ? test::black : test::white));
    }
}
