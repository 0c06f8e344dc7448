#include <catch2/catch.hpp>

#include <vector>

#include "sync/base/limits.h"
#include "tests/support/desk.h"

using namespace minbar;
using test::Desk;
using test::Robot;

namespace {

Robot beside_the_counter(Desk& desk) { return desk.robot(test::shared_real_pack(), ServiceId{"civil_status"}); }

bool shows_faces(Robot& robot) { return robot.can_tap("face.1") && robot.can_tap("face.5"); }

}  // namespace

TEST_CASE("beside a counter the five faces stand at once and one tap is kept") {
  Desk desk;
  Robot robot = beside_the_counter(desk);
  REQUIRE(shows_faces(robot));
  CHECK_FALSE(robot.can_tap("nav.back"));
  robot.tap("face.2");
  REQUIRE(desk.said.size() == 1);
  const auto& rating = std::get<Rating>(desk.said.front().body);
  CHECK(std::get<ServiceId>(rating.subject).value == "civil_status");
  CHECK(rating.satisfaction == Satisfaction::dissatisfied);
}

TEST_CASE("the faces are back after three seconds without a touch") {
  Desk desk;
  Robot robot = beside_the_counter(desk);
  robot.tap("face.5");
  CHECK(robot.sees("receipt.thanks"));
  robot.wait(limits::counter_thanks_ms - 1);
  CHECK_FALSE(shows_faces(robot));
  robot.wait(1);
  CHECK(shows_faces(robot));
  robot.tap("face.1");
  CHECK(desk.said.size() == 2);
}

TEST_CASE("every answer beside a counter is thanked for with the same screen") {
  std::vector<std::string> seen;
  for (const auto* face : {"face.1", "face.3", "face.5"}) {
    Desk desk;
    Robot robot = beside_the_counter(desk);
    robot.tap(face);
    seen.push_back(ui::dump(robot.scene()));
  }
  CHECK(seen[0] == seen[1]);
  CHECK(seen[1] == seen[2]);
}

TEST_CASE("a language and a text size chosen beside a counter go by themselves") {
  Desk desk;
  Robot robot = beside_the_counter(desk);
  robot.language(Language::fr).tap("nav.text_size");
  robot.wait(limits::counter_choices_ms - 1);
  CHECK(robot.state().session.choices.language == Language::fr);
  robot.wait(1);
  CHECK(robot.state().session.choices.language == Language::ar);
  CHECK_FALSE(robot.state().session.choices.text_size);
  CHECK(shows_faces(robot));
  CHECK_FALSE(robot.app().next_deadline_ms());  // an idle kiosk draws nothing
}

TEST_CASE("a kiosk beside a counter that is not enrolled asks nothing") {
  Desk desk;
  Robot robot(
      std::nullopt, [&desk](const kiosk::Save& save) { return desk(save); }, test::portrait, Robot::Motion::off,
      test::shared_real_pack(), ServiceId{"civil_status"});
  CHECK_FALSE(shows_faces(robot));
  robot.tell(kiosk::event::StationChanged{test::some_station()});
  CHECK(shows_faces(robot));
}
