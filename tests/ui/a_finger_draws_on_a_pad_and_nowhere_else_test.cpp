#include <catch2/catch.hpp>

#include "ui/ink.h"

using namespace minbar::ui;

namespace {

using Touch = TouchEvent::Kind;

// A pad of 200 x 100 pixels beside a button.
Scene pad_and_button() {
  Scene scene;
  scene.size = {400, 200};
  scene.targets.push_back({.rect = {0, 0, 80, 80}, .action = {0}, .name = "button"});
  scene.targets.push_back({.rect = {100, 50, 200, 100}, .action = {1}, .name = "pad", .draws = true});
  return scene;
}

}  // namespace

TEST_CASE("a finger on the pad draws in the pad's own measure until it is lifted") {
  const auto scene = pad_and_button();
  auto step = draw({}, {Touch::down, 7, {150, 100}}, scene);
  REQUIRE(step.point);
  CHECK(step.point->begins);
  CHECK(step.point->at == Point{0.25F, 0.25F});
  CHECK(step.point->edge == Point{1, 0.5F});
  step = draw(step.drawing, {Touch::move, 7, {300, 149}}, scene);
  REQUIRE(step.point);
  CHECK_FALSE(step.point->begins);
  CHECK(step.point->at.x == 1.0F);
  step = draw(step.drawing, {Touch::up, 7, {300, 149}}, scene);
  CHECK(step.taken);
  CHECK_FALSE(step.point);
  CHECK_FALSE(step.drawing);
}

TEST_CASE("a finger that leaves the pad draws along its edge and taps nothing there") {
  const auto scene = pad_and_button();
  auto step = draw({}, {Touch::down, 1, {150, 100}}, scene);
  step = draw(step.drawing, {Touch::move, 1, {20, 20}}, scene);  // over the button
  REQUIRE(step.point);
  CHECK(step.point->at == Point{0, 0});
  CHECK(draw(step.drawing, {Touch::up, 1, {20, 20}}, scene).taken);
}

TEST_CASE("a second finger and a palm draw nothing while one draws") {
  const auto scene = pad_and_button();
  const auto first = draw({}, {Touch::down, 1, {150, 100}}, scene);
  for (const auto kind : {Touch::down, Touch::move, Touch::up}) {
    const auto second = draw(first.drawing, {kind, 2, {200, 100}}, scene);
    CHECK(second.taken);
    CHECK_FALSE(second.point);
    CHECK(second.drawing);
  }
}

TEST_CASE("a finger that comes down beside the pad is somebody else's") {
  const auto scene = pad_and_button();
  CHECK_FALSE(draw({}, {Touch::down, 1, {20, 20}}, scene).taken);
  CHECK_FALSE(draw({}, {Touch::move, 1, {150, 100}}, scene).taken);
  CHECK_FALSE(draw({}, {Touch::down, 1, {90, 10}}, scene).taken);
}

TEST_CASE("ink drawn on one panel stands at the same place of another pad") {
  Element pad = ink({{{0.25F, 0.25F}, {1.0F, 0.5F}}});
  const auto small = ink_in(pad, {10, 20, 200, 100}, 3, {});
  const auto large = ink_in(pad, {0, 0, 800, 400}, 3, {});
  REQUIRE(small.strokes.size() == 1);
  CHECK(small.strokes[0][0] == Point{60, 70});
  CHECK(large.strokes[0][1] == Point{800, 400});
}

TEST_CASE("what was drawn on a high pad is seen whole on a flat one") {
  auto pad = ink({{{0.1F, 0.05F}, {0.9F, 0.45F}}, {{0.5F, 0.5F}}});
  const Rect flat{20, 30, 300, 40};
  const auto drawn = ink_in(pad, flat, 3, {});
  REQUIRE(drawn.strokes.size() == 2);
  for (const auto& stroke : drawn.strokes) {
    for (const auto& point : stroke) {
      CHECK((point.x >= flat.x && point.x <= flat.x + flat.width));
      CHECK((point.y >= flat.y && point.y <= flat.y + flat.height));
    }
  }
  // as it was: no wider for its height
  const auto& stroke = drawn.strokes[0];
  CHECK((stroke[1].x - stroke[0].x) / (stroke[1].y - stroke[0].y) == Approx(2).margin(0.01));
}
