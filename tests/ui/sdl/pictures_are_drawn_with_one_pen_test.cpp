#include <catch2/catch.hpp>
#include <cstdlib>

#include "tests/ui/sdl/stage.h"
#include "ui/picture.h"
#include "ui/sdl/ink_mask.h"

using namespace minbar;
using namespace minbar::ui;
using namespace minbar::ui::sdl;

namespace {

constexpr int smallest = 26;  // pixels: 6.5 mm on the coarsest panel

double shape_difference(const Mask& a, const Mask& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.coverage.size(); ++i) sum += std::abs(a.coverage[i] - b.coverage[i]);
  return sum / 255 / static_cast<double>(a.coverage.size());
}

double ink(const Mask& mask) {
  double sum = 0;
  for (const auto pixel : mask.coverage) sum += pixel;
  return sum / 255 / static_cast<double>(mask.coverage.size());
}

}  // namespace

TEST_CASE("no two pictures look alike where they are smallest") {
  std::vector<Mask> masks;
  for (const auto& picture : pictures()) masks.push_back(picture_mask(picture, smallest, false));
  for (std::size_t i = 0; i < masks.size(); ++i)
    for (std::size_t j = i + 1; j < masks.size(); ++j) {
      INFO("U+" << std::hex << first_picture + i << " and U+" << first_picture + j);
      CHECK(shape_difference(masks[i], masks[j]) > 0.05);
    }
}

TEST_CASE("pictures keep to one grid and are about equally dark") {
  for (std::size_t i = 0; i < pictures().size(); ++i) {
    INFO("U+" << std::hex << first_picture + i);
    float left = picture_grid;
    float right = 0;
    float top = picture_grid;
    float bottom = 0;
    for (const auto& stroke : strokes_of(pictures()[i], picture_grid, false))
      for (const auto& p : stroke) {
        left = std::min(left, p.x);
        right = std::max(right, p.x);
        top = std::min(top, p.y);
        bottom = std::max(bottom, p.y);
      }
    CHECK(std::min(left, top) >= picture_pen / 2);
    CHECK(std::max(right, bottom) <= picture_grid - picture_pen / 2);
    CHECK(std::max(right - left, bottom - top) >= 17);
    const double dark = ink(picture_mask(pictures()[i], 96, false));
    CHECK(dark > 0.12);
    CHECK(dark < 0.42);
  }
}

TEST_CASE("only what has a direction is turned round for Arabic") {
  for (const auto& picture : pictures()) {
    const bool differs = shape_difference(picture_mask(picture, 48, false), picture_mask(picture, 48, true)) > 0.001;
    CHECK(differs == picture.mirrors);
  }
}

TEST_CASE("a picture in a scene is painted in its colour and nowhere else") {
  test::Stage stage(100, 60);
  const Color green{6, 58, 50, 255};
  const auto image = stage.picture_of({DrawPicture{first_picture, {20, 6, 48, 48}, green}});
  const Mask mask = picture_mask(pictures().front(), 48, false);
  for (int y = 0; y < 60; ++y)
    for (int x = 0; x < 100; ++x) {
      const bool within = x >= 20 && x < 68 && y >= 6 && y < 54;
      const auto covered = within ? mask.coverage[static_cast<std::size_t>((y - 6) * 48 + x - 20)] : 0;
      const auto red = image.rgba[static_cast<std::size_t>((y * 100 + x) * 4)];
      if (covered == 0 && red != 255) FAIL("ink beside the picture");
      if (covered == 255 && red != green.r) FAIL("the picture lacks ink");
    }
}
