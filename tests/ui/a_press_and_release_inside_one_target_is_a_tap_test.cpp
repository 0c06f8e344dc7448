#include <catch2/catch.hpp>

#include "ui/touch.h"

using namespace minbar::ui;

namespace {
Scene two_buttons() {
  Scene scene;
  scene.size = {200, 100};
  scene.targets.push_back({.rect = {0, 0, 90, 100}, .action = {0}, .name = "first"});
  scene.targets.push_back({.rect = {110, 0, 90, 100}, .action = {1}, .name = "second"});
  return scene;
}
TouchEvent down(Point p, std::int64_t finger = 1) { return {TouchEvent::Kind::down, finger, p}; }
TouchEvent up(Point p, std::int64_t finger = 1) { return {TouchEvent::Kind::up, finger, p}; }
}  // namespace

TEST_CASE("a press and a release inside one target is a tap on it") {
  const auto scene = two_buttons();
  auto step = touch({}, down({10, 10}), scene);
  CHECK_FALSE(step.tap);
  CHECK(step.state.inside);
  step = touch(step.state, up({80, 90}), scene);
  REQUIRE(step.tap);
  CHECK(step.tap->action == ActionId{0});
}

TEST_CASE("a press that slides to another target taps neither") {
  const auto scene = two_buttons();
  auto step = touch({}, down({10, 10}), scene);
  step = touch(step.state, {TouchEvent::Kind::move, 1, {120, 10}}, scene);
  CHECK_FALSE(step.state.inside);
  CHECK_FALSE(touch(step.state, up({120, 10}), scene).tap);
}

TEST_CASE("a press that slides out and back in is a tap") {
  const auto scene = two_buttons();
  auto step = touch({}, down({10, 10}), scene);
  step = touch(step.state, {TouchEvent::Kind::move, 1, {100, 10}}, scene);
  step = touch(step.state, {TouchEvent::Kind::move, 1, {20, 10}}, scene);
  CHECK(touch(step.state, up({20, 10}), scene).tap);
}

TEST_CASE("a second finger taps nothing while the first is down") {
  const auto scene = two_buttons();
  auto step = touch({}, down({10, 10}, 1), scene);
  step = touch(step.state, down({120, 10}, 2), scene);
  step = touch(step.state, up({120, 10}, 2), scene);
  CHECK_FALSE(step.tap);
  CHECK(touch(step.state, up({10, 10}, 1), scene).tap);
}

TEST_CASE("a cancelled press taps nothing") {
  const auto scene = two_buttons();
  auto step = touch({}, down({10, 10}), scene);
  step = touch(step.state, {TouchEvent::Kind::cancel, 1, {10, 10}}, scene);
  CHECK_FALSE(step.tap);
  CHECK_FALSE(step.state.finger);
  CHECK_FALSE(touch(step.state, up({10, 10}), scene).tap);
}

TEST_CASE("a target that moved away under a finger is not tapped") {
  const auto scene = two_buttons();
  const auto step = touch({}, down({10, 10}), scene);
  auto other = two_buttons();
  other.targets[0].name = "another";
  CHECK_FALSE(touch(step.state, up({10, 10}), other).tap);
}

TEST_CASE("a press that begins on nothing taps nothing") {
  const auto scene = two_buttons();
  const auto step = touch({}, down({100, 10}), scene);
  CHECK_FALSE(touch(step.state, up({120, 10}), scene).tap);
}
