#include <catch2/catch.hpp>

#include "tests/support/desk.h"
#include "tests/support/robot.h"
#include "tests/support/tour.h"

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

TEST_CASE("a kiosk without content says in four languages that it is not in service and whom to ask") {
  for (const auto& named : panels)
    for (const float scale : ui::text_scales) {
      INFO(named.name << ", text size " << scale);
      auto panel = named.panel;
      panel.text_scale = scale;
      Robot robot(std::nullopt, stored_at_once(), panel);
      robot.app().take_content(std::make_shared<const Content>());
      std::vector<std::string> titles;
      for (const auto& text : robot.scene().texts)
        if (text.name == "not_enrolled.title" && text.visible() && text.whole()) titles.push_back(text.text);
      std::vector<std::string> wanted;
      for (const auto language : all_languages)
        wanted.push_back(real_pack().words.say(language, "not_enrolled.title").text);
      CHECK(titles == wanted);
      // in Arabic at least; the largest letters leave a small panel no room
      CHECK((robot.sees("not_enrolled.text") || scale == ui::text_scales.back()));
      CHECK(robot.scene().targets.empty());
    }
}

TEST_CASE("an enrolment shows the fingerprint until somebody has compared it and then opens the kiosk") {
  auto station = some_station();
  station.compared = false;
  const bool restarted = GENERATE(false, true);
  Robot robot(restarted ? std::optional(station) : std::nullopt, stored_at_once());
  if (!restarted) robot.tell(kiosk::event::StationChanged{station});
  CHECK(robot.reads("fingerprint.value") == station.fingerprint);
  for (const auto language : all_languages) CHECK(robot.language(language).sees("enrolled.text"));
  robot.wait(10 * 60'000).tell(kiosk::event::StationChanged{station});
  robot.tell(kiosk::event::RoomChanged{.full = true}).tell(kiosk::event::RoomChanged{.full = false});
  CHECK_FALSE(robot.can_tap("attract.ar"));
  robot.tap("enrolled.same");
  CHECK(robot.can_tap("attract.ar"));
  CHECK(robot.sees("attract.place.fr"));
  robot.tell(kiosk::event::StationChanged{some_station()});
  CHECK(robot.can_tap("attract.ar"));
}

TEST_CASE("a kiosk that starts enrolled opens at once and says whom it trusts on the page about itself") {
  Robot robot(some_station(), stored_at_once());
  for (const auto language : all_languages) {
    robot.language(language).tap("menu.kiosk");
    CHECK(robot.reads("fingerprint.value") == some_station().fingerprint);
    CHECK_FALSE(robot.sees("trust.differs"));
    robot.tap("nav.back").tap("nav.start_again");
  }
}

TEST_CASE("an enrolment that is not the pinned one is a quiet line on the waiting screen and stops nobody") {
  auto station = some_station();
  station.differs = true;
  Robot robot(some_station(), stored_at_once());
  CHECK_FALSE(robot.sees("trust.mark.ar"));
  robot.tell(kiosk::event::StationChanged{station});
  CHECK(robot.sees("trust.mark.ar"));
  CHECK(robot.sees("trust.mark.fr"));
  robot.language(Language::fr).tap("menu.kiosk");
  CHECK(robot.sees("trust.differs"));
  CHECK(robot.reads("fingerprint.value") == station.fingerprint);
  robot.tap("nav.back").write_proposal("pont");
  CHECK(robot.reads("review.text") == "pont");
  Robot counter(station, stored_at_once(), portrait, Robot::Motion::off, shared_real_pack(), ServiceId{"civil_status"});
  CHECK(counter.sees("trust.mark.ar"));
}

TEST_CASE("records that could not be salvaged are a quiet line for staff with the file that still has them") {
  auto station = some_station();
  station.records_missing = 3;
  station.damaged_file = "kiosk.db.damaged-2026-11-30";
  Robot robot(some_station(), stored_at_once());
  CHECK_FALSE(robot.sees("salvage.mark.ar"));
  robot.tell(kiosk::event::StationChanged{station});
  CHECK(robot.sees("salvage.mark.ar"));
  CHECK(robot.sees("salvage.mark.fr"));
  CHECK_FALSE(robot.sees("trust.mark.ar"));
  for (const auto language : all_languages) {
    robot.language(language).tap("menu.kiosk");
    CHECK_FALSE(robot.sees("trust.differs"));
    CHECK(robot.reads("salvage.missing").find("kiosk.db.damaged-2026-11-30") != std::string::npos);
    robot.tap("nav.back").tap("nav.start_again");
  }
}

TEST_CASE("a kiosk that was moved names its place as the content pack does") {
  auto station = some_station();
  station.name_ar.clear();
  station.name_fr.clear();
  Robot robot(station, stored_at_once());
  CHECK(robot.reads("attract.place.fr").find("Agadir") != std::string::npos);
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
  robot.tap_shown("propose.review.send");
  REQUIRE(desk.said.size() == 1);
  CHECK(desk.said.front().place == some_station().place);
  CHECK(robot.state().kiosk.station == some_station());
  robot.wait(hour_ms);
  CHECK(robot.state().kiosk.station == moved);
  robot.language(Language::fr).write_proposal("banc").tap_shown("propose.review.send");
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

TEST_CASE("a kiosk of which its centre takes nothing says so to staff and opens by itself when it is taken back") {
  auto refused = some_station();
  refused.refused = kiosk::Refused::withdrawn;
  Robot robot(some_station(), stored_at_once());
  robot.tell(kiosk::event::StationChanged{refused});
  for (const auto language : all_languages) {
    robot.language(language);
    CHECK(robot.sees("refused.title"));
    CHECK(robot.sees("refused.staff.withdrawn"));
    CHECK_FALSE(robot.can_tap("attract.ar"));
  }
  refused.refused = kiosk::Refused::unknown;
  robot.tell(kiosk::event::StationChanged{refused});
  CHECK(robot.sees("refused.staff.unknown"));
  refused.refused = kiosk::Refused::copied;
  robot.tell(kiosk::event::StationChanged{refused});
  CHECK(robot.sees("refused.staff.copied"));
  robot.tell(kiosk::event::StationChanged{some_station()});
  CHECK(robot.can_tap("attract.ar"));
}

TEST_CASE("who is writing when the centre refuses the kiosk finishes and nobody begins after them") {
  auto refused = some_station();
  refused.refused = kiosk::Refused::unknown;
  Robot robot(some_station(), stored_at_once());
  robot.language(Language::fr).write_proposal("pont");
  robot.tell(kiosk::event::StationChanged{refused});
  CHECK(robot.reads("review.text") == "pont");
  robot.tap("nav.start_again");
  CHECK(robot.sees("refused.title"));
  Robot counter(refused, stored_at_once(), portrait, Robot::Motion::off, shared_real_pack(), ServiceId{"civil_status"});
  CHECK(counter.sees("refused.title"));
}
