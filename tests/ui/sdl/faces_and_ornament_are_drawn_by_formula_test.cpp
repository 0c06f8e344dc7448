#include <catch2/catch.hpp>
#include <cstdlib>

#include "tests/ui/sdl/stage.h"
#include "ui/sdl/drawings.h"

using namespace minbar;
using namespace minbar::ui;
using namespace minbar::ui::sdl;

namespace {

constexpr std::array faces{Shape::face_1, Shape::face_2, Shape::face_3, Shape::face_4, Shape::face_5};

// The share of pixels in which two masks differ by more than half.
double difference(const Mask& a, const Mask& b) {
  int differing = 0;
  for (std::size_t i = 0; i < a.coverage.size(); ++i)
    differing += std::abs(a.coverage[i] - b.coverage[i]) > 127 ? 1 : 0;
  return static_cast<double>(differing) / static_cast<double>(a.coverage.size());
}

std::uint8_t at(const Mask& mask, int x, int y) {
  return mask
      .coverage[static_cast<std::size_t>(y) * static_cast<std::size_t>(mask.width) + static_cast<std::size_t>(x)];
}

}  // namespace

TEST_CASE("the five faces are told apart without colour") {
  for (std::size_t i = 0; i < faces.size(); ++i)
    for (std::size_t j = i + 1; j < faces.size(); ++j) {
      INFO(i + 1 << " and " << j + 1);
      CHECK(difference(face_mask(faces[i], 60), face_mask(faces[j], 60)) > 0.03);
    }
}

TEST_CASE("the features of a face lie within its disc and are the same on both sides") {
  constexpr int side = 80;
  for (const auto face : faces) {
    const auto mask = face_mask(face, side);
    for (int y = 0; y < side; ++y)
      for (int x = 0; x < side; ++x) {
        const double dx = x + 0.5 - side / 2.0;
        const double dy = y + 0.5 - side / 2.0;
        if (at(mask, x, y) > 0) CHECK(dx * dx + dy * dy < side * side / 4.0);
        CHECK(std::abs(at(mask, x, y) - at(mask, side - 1 - x, y)) <= 1);
      }
  }
}

TEST_CASE("tiles of zellige meet without a seam") {
  constexpr int side = 90;
  const auto tile = zellige_mask(side);
  int lines = 0;
  for (int i = 0; i < side; ++i) {
    CHECK(std::abs(at(tile, 0, i) - at(tile, side - 1, i)) <= 1);
    CHECK(std::abs(at(tile, i, 0) - at(tile, i, side - 1)) <= 1);
    CHECK(std::abs(at(tile, i, 7) - at(tile, 7, i)) <= 1);
    lines += at(tile, i, side / 4) > 127 ? 1 : 0;
  }
  CHECK(lines > 0);
}

TEST_CASE("a tile of zellige is alike in all eight directions") {
  for (const int side : {1, 2, 7, 111, 120}) {
    const auto tile = zellige_mask(side);
    for (int y = 0; y < side; ++y)
      for (int x = 0; x < side; ++x) {
        REQUIRE(at(tile, x, y) == at(tile, y, x));
        REQUIRE(at(tile, x, y) == at(tile, side - 1 - x, y));
        REQUIRE(at(tile, x, y) == at(tile, x, side - 1 - y));
      }
  }
}

TEST_CASE("a pattern keeps to its box and is cut alike at both ends") {
  test::Stage stage(200, 60);
  const auto image = stage.picture_of({DrawPattern{{20, 10, 160, 40}, 50, test::black}});
  int inked = 0;
  for (int y = 0; y < 60; ++y)
    for (int x = 0; x < 200; ++x) {
      const bool inside = x >= 20 && x < 180 && y >= 10 && y < 50;
      if (!inside) CHECK(image.at(x, y) == test::white);
      if (inside) CHECK(std::abs(image.at(x, y).r - image.at(199 - x, y).r) <= 1);
      inked += image.at(x, y) == test::white ? 0 : 1;
    }
  CHECK(inked > 200);
}
