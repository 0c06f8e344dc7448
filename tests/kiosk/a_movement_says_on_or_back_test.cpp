#include <catch2/catch.hpp>

#include "tests/support/robot.h"

using namespace minbar;
using namespace minbar::test;

namespace {
std::optional<ui::Move> move_of(Robot& robot) {
  const auto transition = robot.app().transition();
  if (!transition) return std::nullopt;
  return transition->move;
}
}  // namespace

TEST_CASE("a step on comes forward and a step back goes back") {
  Robot robot(some_station(), stored_at_once(), portrait, Robot::Motion::on);
  robot.language(Language::ar);
  CHECK(move_of(robot) == ui::Move::fade);
  robot.tap("menu.rate");
  CHECK(move_of(robot) == ui::Move::forward);
  robot.tap("nav.back");
  CHECK(move_of(robot) == ui::Move::back);
  robot.clock.advance(ui::transition_ms);
  CHECK_FALSE(move_of(robot).has_value());
}

TEST_CASE("typing moves nothing and a page turned in place fades") {
  Robot robot(some_station(), stored_at_once(), portrait, Robot::Motion::on);
  robot.language(Language::ar).tap("menu.rate").tap("nav.more");
  CHECK(move_of(robot) == ui::Move::fade);
  robot.tap("nav.start_again").language(Language::fr).tap("menu.propose").tap_shown("theme.youth");
  robot.clock.advance(ui::transition_ms);
  robot.keys("a");
  CHECK_FALSE(move_of(robot).has_value());
}

TEST_CASE("the end of a session is a cut so that nothing of it is seen again") {
  Robot robot(some_station(), stored_at_once(), portrait, Robot::Motion::on);
  robot.language(Language::ar).tap("menu.rate").tap("nav.start_again");
  CHECK_FALSE(move_of(robot).has_value());
  robot.language(Language::ar).tap("menu.rate");
  REQUIRE(move_of(robot).has_value());
  robot.app().break_down();
  CHECK_FALSE(move_of(robot).has_value());
}

TEST_CASE("movement can be turned off") {
  Robot robot(some_station(), stored_at_once(), portrait);
  robot.language(Language::ar).tap("menu.rate");
  CHECK_FALSE(move_of(robot).has_value());
}
