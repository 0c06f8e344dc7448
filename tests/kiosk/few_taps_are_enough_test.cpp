// How often a finger touches a kiosk on its way through a journey, from the waiting screen on; text on the keys does
// not count.
#include <catch2/catch.hpp>

#include "tests/support/desk.h"
#include "tests/support/tour.h"

using namespace minbar;
using test::Desk;
using test::Robot;

TEST_CASE("a service that is often rated is rated with three taps on the counters that have room for it") {
  for (const auto& named : test::panels) {
    INFO(named.name);
    Desk desk;
    Robot robot(
        test::some_station(), [&](const kiosk::Save& save) { return desk(save); }, named.panel);
    robot.language(Language::ar);
    const bool at_hand = robot.can_tap("service.civil_status");
    CHECK((at_hand || named.name == "small-10.1"));
    if (!at_hand) robot.tap("menu.rate");
    robot.tap("service.civil_status").tap("face.4");
    CHECK(robot.is_on<kiosk::rate::Reasons>());  // it counts from here on, whatever is done next
    CHECK(robot.taps == (at_hand ? 3 : 4));
  }
}

TEST_CASE("a proposal without a name is sent with five taps") {
  Desk desk;
  Robot robot = desk.robot(test::sample_pack());
  robot.language(Language::ar).tap("menu.propose").tap("theme.youth").keys("\u0645\u0644\u0639\u0628").tap("nav.next");
  robot.tap("propose.review.send");
  REQUIRE(desk.said.size() == 1);
  CHECK_FALSE(std::get<Proposal>(desk.said.front().body).author);
  CHECK(robot.taps == 5);
}

TEST_CASE("a petition is signed with fourteen taps and a stroke by who lives where the kiosk stands") {
  Desk desk;
  Robot robot = desk.robot(test::sample_pack());
  robot.language(Language::fr).tap("menu.petitions").tap("petition.sample_bus_line").tap("petition.sign");
  robot.tap("sign.resident").tap("sign.listed").tap("nav.next");
  robot.keys("Fatima").tap("sign.family_name").keys("Ait Ali").tap("sign.national_id").keys("jb 123456");
  robot.tap("nav.next").draw("sign.pad", {{0.1F, 0.5F}, {0.3F, 0.2F}, {0.5F, 0.7F}, {0.8F, 0.4F}});
  robot.tap("nav.next").tap("nav.more").tap("sign.consent").tap("sign.send");  // one turns to what is agreed to
  REQUIRE(desk.said.size() == 1);
  CHECK(std::get<PetitionSignature>(desk.said.front().body).residence == test::some_station().place);
  CHECK(robot.taps == 14);
}

TEST_CASE("a code that was typed whole is looked up without another tap") {
  Robot robot(test::some_station(), test::stored_at_once());
  robot.language(Language::ar).tap("menu.follow");
  robot.keys(format_receipt_code({{1, 0, 10, 31, 17, 4, 9, 22, 30, 2}}));
  CHECK(robot.sees("became.unknown"));
  CHECK(robot.taps == 2);
}
