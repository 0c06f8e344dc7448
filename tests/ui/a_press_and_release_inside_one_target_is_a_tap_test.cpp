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
  auto step = touch({}, down({10, 10}), scene, 0);
  CHECK_FALSE(step.tap);
  CHECK(step.state.inside);
  step = touch(step.state, up({80, 90}), scene, 0);
  REQUIRE(step.tap);
  CHECK(step.tap->action == ActionId{0});
}

TEST_CASE("a press that slides to another target taps neither") {
  const auto scene = two_buttons();
  auto step = touch({}, down({10, 10}), scene, 0);
  step = touch(step.state, {TouchEvent::Kind::move, 1, {120, 10}}, scene, 0);
  CHECK_FALSE(step.state.inside);
  CHECK_FALSE(touch(step.state, up({120, 10}), scene, 0).tap);
}

TEST_CASE("a press that slides out and back in is a tap") {
  const auto scene = two_buttons();
  auto step = touch({}, down({10, 10}), scene, 0);
  step = touch(step.state, {TouchEvent::Kind::move, 1, {100, 10}}, scene, 0);
  step = touch(step.state, {TouchEvent::Kind::move, 1, {20, 10}}, scene, 0);
  CHECK(touch(step.state, up({20, 10}), scene, 0).tap);
}

TEST_CASE("a second finger taps nothing while the first is down") {
  const auto scene = two_buttons();
  auto step = touch({}, down({10, 10}, 1), scene, 0);
  step = touch(step.state, down({120, 10}, 2), scene, 0);
  step = touch(step.state, up({120, 10}, 2), scene, 0);
  CHECK_FALSE(step.tap);
  CHECK(touch(step.state, up({10, 10}, 1), scene, 0).tap);
}

TEST_CASE("a cancelled press taps nothing") {
  const auto scene = two_buttons();
  auto step = touch({}, down({10, 10}), scene, 0);
  step = touch(step.state, {TouchEvent::Kind::cancel, 1, {10, 10}}, scene, 0);
  CHECK_FALSE(step.tap);
  CHECK_FALSE(step.state.finger);
  CHECK_FALSE(touch(step.state, up({10, 10}), scene, 0).tap);
}

TEST_CASE("a target that moved away under a finger is not tapped") {
  const auto scene = two_buttons();
  const auto step = touch({}, down({10, 10}), scene, 0);
  auto other = two_buttons();
  other.targets[0].name = "another";
  CHECK_FALSE(touch(step.state, up({10, 10}), other, 0).tap);
}

TEST_CASE("a press that begins on nothing taps nothing") {
  const auto scene = two_buttons();
  const auto step = touch({}, down({100, 10}), scene, 0);
  CHECK_FALSE(touch(step.state, up({120, 10}), scene, 0).tap);
}

TEST_CASE("a finger that stays holds a target that has a meaning for it and the release taps nothing") {
  auto scene = two_buttons();
  scene.targets[0].held = ActionId{7};
  auto step = touch({}, down({10, 10}), scene, 1000);
  CHECK(hold_due_ms(step.state) == 1000 + hold_ms);
  CHECK_FALSE(hold(step.state, scene, 1000 + hold_ms - 1).tap);
  step = hold(step.state, scene, 1000 + hold_ms);
  REQUIRE(step.tap);
  CHECK(step.tap->action == ActionId{7});
  CHECK_FALSE(hold_due_ms(step.state));
  CHECK_FALSE(touch(step.state, up({10, 10}), scene, 3000).tap);
  CHECK_FALSE(hold_due_ms(touch({}, down({120, 10}), scene, 1000).state));
}

TEST_CASE("a hold is counted anew when a finger comes back to its target") {
  auto scene = two_buttons();
  scene.targets[0].held = ActionId{7};
  auto step = touch({}, down({10, 10}), scene, 0);
  step = touch(step.state, {TouchEvent::Kind::move, 1, {100, 10}}, scene, 400);
  CHECK_FALSE(hold_due_ms(step.state));
  step = touch(step.state, {TouchEvent::Kind::move, 1, {20, 10}}, scene, 2000);
  CHECK(hold_due_ms(step.state) == 2000 + hold_ms);
}

TEST_CASE("after a hold the finger may slide to what takes its release and only there") {
  auto scene = two_buttons();
  scene.targets[0].held = ActionId{7};
  auto step = hold(touch({}, down({10, 10}), scene, 0).state, scene, hold_ms);
  CHECK_FALSE(touch(step.state, up({120, 10}), scene, 600).tap);
  scene.targets[1].slides = true;
  step = touch(step.state, {TouchEvent::Kind::move, 1, {120, 10}}, scene, 600);
  CHECK(step.state.pressed == "second");  // and shows the press
  CHECK(step.state.inside);
  const auto tap = touch(step.state, up({120, 10}), scene, 700).tap;
  REQUIRE(tap);
  CHECK(tap->action == ActionId{1});
}
