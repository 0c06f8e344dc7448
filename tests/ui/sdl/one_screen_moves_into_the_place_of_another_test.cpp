#include <catch2/catch.hpp>

#include "tests/ui/sdl/stage.h"
#include "ui/transition.h"

using namespace minbar;
using namespace minbar::ui;
using namespace minbar::ui::sdl;

namespace {

constexpr Color red{255, 0, 0, 255};

Scene plain(const test::Stage& stage, Color ground) {
  Scene scene;
  scene.size = stage.window.size();
  scene.ground = ground;
  return scene;
}

}  // namespace

TEST_CASE("a new screen appears over the one before and ends as it is painted at rest") {
  test::Stage stage(40, 20);
  stage.painter.paint(plain(stage, test::white));
  const auto next = plain(stage, red);
  stage.painter.paint(next, {1, 0.5F, 0});
  const auto half = grab(stage.window).at(20, 10);
  CHECK(half.r == 255);
  CHECK(half.g > 100);
  CHECK(half.g < 155);
  stage.painter.paint(next, {1, 1, 0});
  const auto whole = grab(stage.window);
  stage.painter.paint(next);
  CHECK(whole == grab(stage.window));
  CHECK(whole.at(20, 10) == red);
}

TEST_CASE("only the moving part is out of its place") {
  test::Stage stage(100, 30);
  stage.painter.paint(plain(stage, test::white));
  auto next = plain(stage, test::white);
  next.moving = {0, 10, 100, 20};
  next.commands = {FillRect{{0, 0, 10, 30}, red, 0}};
  stage.painter.paint(next, {1, 1, 25});
  const auto image = grab(stage.window);
  CHECK(image.at(5, 5) == red);
  CHECK(image.at(5, 20) == test::white);
  CHECK(image.at(30, 20) == red);
  CHECK(image.at(30, 5) == test::white);
}

TEST_CASE("what the moving part has not reached shows the screen before on either side") {
  for (const int offset : {-200, -25, 0, 25, 200}) {
    test::Stage stage(101, 9);
    stage.painter.paint(plain(stage, test::white));
    auto next = plain(stage, red);
    next.moving = {3, 0, 90, 9};
    stage.painter.paint(next, {1, 1, offset});
    const auto image = grab(stage.window);
    INFO(offset);
    for (int x = 0; x < 101; ++x) {
      INFO(x);
      const bool moves = x >= 3 && x < 93, reached = x - offset >= 3 && x - offset < 93;
      CHECK(image.at(x, 4) == (!moves || reached ? red : test::white));
    }
  }
}

TEST_CASE("every column is mixed alike whatever the width") {
  for (int width = 1; width < 13; ++width) {
    test::Stage stage(width, 2);
    stage.painter.paint(plain(stage, test::white));
    stage.painter.paint(plain(stage, {200, 17, 99, 255}), {1, 0.3F, 0});
    const auto image = grab(stage.window);
    for (int x = 0; x < width; ++x) CHECK(image.at(x, 1) == image.at(width - 1, 1));
    CHECK(image.at(0, 1).r == 238);  // 255 - 0.3 * 55, to a 256th
  }
}

TEST_CASE("a transition that overtakes another begins from what is seen") {
  test::Stage stage(20, 20);
  stage.painter.paint(plain(stage, test::white));
  stage.painter.paint(plain(stage, red), {1, 1, 0});
  stage.painter.paint(plain(stage, test::black), {2, 0.1F, 0});
  const auto seen = grab(stage.window).at(10, 10);
  CHECK(seen.r > 200);
  CHECK(seen.g < 20);
}

TEST_CASE("a forgotten frame is not shown again") {
  test::Stage stage(20, 20);
  stage.painter.paint(plain(stage, red));
  stage.painter.paint(plain(stage, test::white), {1, 0.5F, 0});
  stage.painter.forget();
  stage.painter.paint(plain(stage, test::white));
  stage.painter.paint(plain(stage, test::white), {1, 0.1F, 0});
  CHECK(grab(stage.window).at(10, 10) == test::white);
}

TEST_CASE("a transition shows part of the new screen at once and is over within a fifth of a second") {
  const Transition transition{Move::forward, 1'000};
  CHECK(share_at(transition, 1'000) >= 0.4F);
  CHECK(share_at(transition, 1'080) > share_at(transition, 1'000));
  CHECK(share_at(transition, 1'200) == 1);
  CHECK(is_running(transition, 1'000));
  CHECK_FALSE(is_running(transition, 1'200));
}
