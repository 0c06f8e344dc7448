#include <catch2/catch.hpp>

#include "tests/support/desk.h"
#include "tests/support/robot.h"

using namespace minbar;
using namespace minbar::test;

TEST_CASE("a kiosk that is not enrolled says so in every language and offers no menu") {
  Robot robot(std::nullopt, stored_at_once());
  for (const auto language : all_languages) {
    robot.language(language);
    CHECK(robot.sees("not_enrolled.title"));
    CHECK(robot.sees("not_enrolled.text"));
    CHECK_FALSE(robot.can_tap("attract.ar"));
  }
}

TEST_CASE("an enrolment opens the kiosk at once") {
  Robot robot(std::nullopt, stored_at_once());
  robot.tell(kiosk::event::StationChanged{some_station()});
  CHECK(robot.can_tap("attract.ar"));
  CHECK(robot.sees("attract.place.fr"));
}

TEST_CASE("a change of station does not disturb who is writing") {
  Robot robot(some_station(), stored_at_once());
  robot.language(Language::fr).write_proposal("pont");
  auto moved = some_station();
  moved.place = {"01.511.01.0"};
  robot.tell(kiosk::event::StationChanged{moved});
  CHECK(robot.reads("review.text") == "pont");
}

TEST_CASE("what is said in a session was said where it began though the kiosk is moved meanwhile") {
  Desk desk;
  auto robot = desk.robot(shared_real_pack());
  auto moved = some_station();
  moved.place = {"01.511.01.0"};
  robot.language(Language::fr).write_proposal("pont").tell(kiosk::event::StationChanged{moved});
  robot.tap("propose.review.send");
  REQUIRE(desk.said.size() == 1);
  CHECK(desk.said.front().place == some_station().place);
  CHECK(robot.state().station == some_station());
  robot.wait(hour_ms);
  CHECK(robot.state().station == moved);
  robot.language(Language::fr).write_proposal("banc").tap("propose.review.send");
  REQUIRE(desk.said.size() == 2);
  CHECK(desk.said.back().place == moved.place);
}

TEST_CASE("a memory that does not work puts the kiosk out of order and a working one brings it back") {
  Robot robot(some_station(), stored_at_once());
  robot.app().break_down();
  CHECK(robot.sees("out_of_order.title"));
  CHECK_FALSE(robot.can_tap("attract.ar"));
  robot.tell(kiosk::event::StationChanged{some_station()});
  CHECK(robot.can_tap("attract.ar"));
}

TEST_CASE("a kiosk without room asks nobody for anything until there is room again") {
  Robot robot(some_station(), stored_at_once());
  robot.language(Language::fr).write_proposal("pont").tell(kiosk::event::RoomChanged{.full = true});
  CHECK(robot.reads("review.text") == "pont");  // who is here may still try
  robot.tap("nav.start_again");
  CHECK(robot.sees("full.title"));
  CHECK_FALSE(robot.can_tap("attract.ar"));
  robot.tell(kiosk::event::StationChanged{some_station()});
  CHECK(robot.sees("full.title"));
  robot.tell(kiosk::event::RoomChanged{.full = false});
  CHECK(robot.can_tap("attract.ar"));
}
