#include <catch2/catch.hpp>

#include <string>

#include "sync/domain/records/validate.h"
#include "tests/support/desk.h"

using namespace minbar;
using test::Desk;
using test::Robot;

namespace {

void open_start(Robot& robot) {
  robot.language(Language::fr).tap_shown("menu.petitions");
  robot.tap_shown("petitions.start");
}

// A field, or, where only one of many is open, its number.
Robot& open_field(Robot& robot, const std::string& field, const std::string& number) {
  return robot.tap(robot.can_tap(field) ? field : number);
}

void fill(Robot& robot) {
  robot.keys("une ligne de bus").tap("start.reasons").keys("aucune ligne").tap("nav.next");
  robot.keys("Hassan");
  open_field(robot, "field.national_id", "sign.national_id.tab").keys("j9");
  open_field(robot, "field.contact", "propose.author.contact.tab").keys("0600000000").tap("nav.next");
}

}  // namespace

TEST_CASE("a petition is started by citizens and ends with a receipt") {
  Desk desk;
  Robot robot = desk.robot(test::sample_pack());
  open_start(robot);
  CHECK(robot.reads("start.threshold").find("200") != std::string::npos);
  robot.tap("nav.next");
  fill(robot);
  robot.tap_shown("start.consent");
  robot.tap_shown("propose.review.send");
  CHECK(robot.sees("receipt.code"));
  CHECK(robot.sees("receipt.petition.recorded"));
  REQUIRE(desk.said.size() == 1);
  CHECK(validate(desk.said.front()));
  const auto& start = std::get<PetitionStart>(desk.said.front().body);
  CHECK(start.addressee.value == "09.001.01.01");
  CHECK(start.object == "une ligne de bus");
  CHECK(start.representative.national_id == "J9");
  CHECK_FALSE(start.association);
}

TEST_CASE("the check of form names every gap and leads to where it is filled") {
  Desk desk;
  Robot robot = desk.robot(test::sample_pack());
  open_start(robot);
  robot.tap("nav.next").tap("nav.next").tap("nav.next");
  for (const auto* gap : {"form.gap.object", "form.gap.reasons", "form.gap.representative_name", "form.gap.national_id",
                          "form.gap.representative_contact"}) {
    INFO(gap);
    CHECK(robot.can_tap(gap));
  }
  CHECK_FALSE(robot.can_tap("propose.review.send"));
  robot.tap("form.gap.object");
  CHECK(robot.is_on<kiosk::petition::StartText>());
  fill(robot);
  while (robot.can_tap("nav.more")) robot.tap("nav.more");
  CHECK(robot.can_tap("propose.review.send"));
  CHECK(desk.said.empty());
}

TEST_CASE("a gap leads to its own field with the keys ready") {
  Desk desk;
  Robot robot = desk.robot(test::sample_pack());
  open_start(robot);
  robot.tap_shown("start.association");
  for (const auto* condition :
       {"start.declare.age", "start.declare.standing", "start.declare.seat", "start.declare.activity"})
    robot.tap_shown(condition);
  robot.tap("nav.next").tap("nav.next").tap("nav.next");
  const auto fill_gap = [&](const std::string& gap, const std::string& text) {
    robot.tap_shown("form.gap." + gap).keys(text).tap("nav.next");
    if (robot.can_tap("nav.next")) robot.tap("nav.next");  // past the step behind it
  };
  fill_gap("reasons", "aucune ligne");
  fill_gap("association_name", "Tilila");
  fill_gap("representative_contact", "0600000000");
  fill_gap("national_id", "j9");
  fill_gap("representative_name", "Hassan");
  fill_gap("object", "une ligne de bus");
  robot.tap_shown("start.consent");
  robot.tap_shown("propose.review.send");
  REQUIRE(desk.said.size() == 1);
  const auto& start = std::get<PetitionStart>(desk.said.front().body);
  CHECK(start.object == "une ligne de bus");
  CHECK(start.reasons == "aucune ligne");
  CHECK(start.representative.name == "Hassan");
  CHECK(start.representative.national_id == "J9");
  CHECK(start.representative.contact == "0600000000");
  REQUIRE(start.association);
  CHECK(start.association->name == "Tilila");
}

TEST_CASE("an association declares four conditions and gives its name") {
  Desk desk;
  Robot robot = desk.robot(test::sample_pack());
  open_start(robot);
  robot.tap_shown("start.association").tap("nav.next");
  fill(robot);
  CHECK(robot.can_tap("form.gap.association_conditions"));
  CHECK(robot.can_tap("form.gap.association_name"));
  robot.tap("form.gap.association_conditions");
  for (const auto* condition :
       {"start.declare.age", "start.declare.standing", "start.declare.seat", "start.declare.activity"})
    robot.tap_shown(condition);
  robot.tap("nav.next").tap("nav.next");
  open_field(robot, "start.association_name", "start.association_name.tab").keys("Tilila").tap("nav.next");
  robot.tap_shown("start.consent");
  robot.tap_shown("propose.review.send");
  REQUIRE(desk.said.size() == 1);
  const auto& start = std::get<PetitionStart>(desk.said.front().body);
  REQUIRE(start.association);
  CHECK(start.association->name == "Tilila");
}

TEST_CASE("a petition to the region says how signatures are spread over its provinces") {
  Desk desk;
  Robot robot = desk.robot(test::sample_pack());
  open_start(robot);
  robot.tap_shown("addressee.09");
  CHECK(robot.sees("start.spread"));
  robot.tap("nav.next");
  fill(robot);
  robot.tap_shown("start.consent");
  robot.tap_shown("propose.review.send");
  REQUIRE(desk.said.size() == 1);
  CHECK(std::get<PetitionStart>(desk.said.front().body).addressee.value == "09");
}

TEST_CASE("nothing of a petition is sent without consent") {
  Desk desk;
  Robot robot = desk.robot(test::sample_pack());
  open_start(robot);
  robot.tap("nav.next");
  fill(robot);
  robot.tap_shown("propose.review.send");
  CHECK(robot.sees("sign.gap.consent"));
  CHECK(desk.said.empty());
}
