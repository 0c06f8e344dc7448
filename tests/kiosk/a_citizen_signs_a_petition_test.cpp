#include <catch2/catch.hpp>

#include <algorithm>
#include <string>
#include <vector>

#include "sync/base/limits.h"
#include "sync/domain/records/validate.h"
#include "tests/support/desk.h"
#include "tests/support/tour.h"

using namespace minbar;
using test::Desk;
using test::Robot;

namespace {

const std::vector<ui::Point> a_name{{0.1F, 0.5F}, {0.3F, 0.2F}, {0.5F, 0.7F}, {0.8F, 0.4F}};

Robot with_samples(Desk& desk) { return desk.robot(test::sample_pack()); }

void open_petition(Robot& robot) {
  robot.language(Language::fr).tap_shown("menu.petitions");
  robot.tap_shown("petition.sample_bus_line");
}

void answer_who(Robot& robot) {
  robot.tap("petition.sign").tap_shown("sign.resident");
  robot.tap_shown("sign.listed").tap("nav.next");
}

void give_name(Robot& robot) {
  robot.keys("Fatima")
      .tap("sign.family_name")
      .keys("Ait Ali")
      .tap("sign.national_id")
      .keys("jb 123456")
      .tap("nav.next");
}

void sign_up_to_review(Robot& robot) {
  answer_who(robot);
  give_name(robot);
  robot.draw("sign.pad", a_name).tap("nav.next");
}

}  // namespace

TEST_CASE("a citizen reads a petition and signs it and what leaves is what was given") {
  Desk desk;
  Robot robot = with_samples(desk);
  open_petition(robot);
  CHECK(robot.sees("shown.title"));
  sign_up_to_review(robot);
  robot.tap_shown("sign.consent");
  robot.tap_shown("sign.send");
  CHECK(robot.sees("signed.text"));
  REQUIRE(desk.said.size() == 1);
  CHECK(validate(desk.said.front()));
  const auto& signature = std::get<PetitionSignature>(desk.said.front().body);
  CHECK(signature.petition.value == "sample_bus_line");
  CHECK(signature.given_name == "Fatima");
  CHECK(signature.family_name == "Ait Ali");
  CHECK(signature.national_id == "JB123456");
  CHECK(signature.residence.value == "09.001.01.01");
  CHECK(signature.on_electoral_list == std::optional(true));
  CHECK(signature.authorisation == "EXEMPLE-000/0000");
  REQUIRE(signature.ink.size() == 1);
  CHECK(signature.ink.front().size() == a_name.size());
}

TEST_CASE("whoever signs twice sees the same screens both times") {
  Desk desk;
  Robot robot = with_samples(desk);
  std::vector<std::vector<std::string>> seen;
  for (int session = 0; session < 2; ++session) {
    auto& screens = seen.emplace_back();
    const auto look = [&] { screens.push_back(ui::dump(robot.scene())); };
    open_petition(robot);
    look();
    answer_who(robot);
    look();
    give_name(robot);
    look();
    robot.draw("sign.pad", a_name).tap("nav.next");
    look();
    robot.tap_shown("sign.consent");
    robot.tap_shown("sign.send");
    CHECK(robot.sees("signed.text"));
    look();
    robot.tap("receipt.done");
  }
  CHECK(seen[0] == seen[1]);
  CHECK(desk.said.size() == 2);
}

TEST_CASE("nothing is signed without consent and the screen says where it is") {
  Desk desk;
  Robot robot = with_samples(desk);
  open_petition(robot);
  sign_up_to_review(robot);
  robot.tap_shown("sign.send");
  CHECK(robot.sees("sign.gap.consent"));
  CHECK(desk.said.empty());
}

TEST_CASE("each step says what is missing before it lets go on") {
  Desk desk;
  Robot robot = with_samples(desk);
  open_petition(robot);
  robot.tap("petition.sign").tap("nav.next");
  CHECK(robot.sees("sign.gap.who"));
  robot.tap_shown("sign.activity");
  robot.tap_shown("sign.not_listed").tap("nav.next");
  robot.tap("nav.next");
  CHECK(robot.sees("form.gap.given_name"));
  robot.keys("F").tap("sign.family_name").keys("A").tap("sign.national_id").keys("123").tap("nav.next");
  CHECK(robot.sees("form.gap.national_id_malformed"));
  robot.tap("key.backspace").tap("key.backspace").tap("key.backspace").keys("j1").tap("nav.next");
  CHECK_FALSE(robot.can_tap("nav.next"));  // a home is chosen by touching it
  robot.tap("place.09.001.01.01").tap("nav.next");
  CHECK(robot.sees("form.gap.ink"));
  robot.draw("sign.pad", {{0.5F, 0.5F}, {0.51F, 0.5F}}).tap("nav.next");
  CHECK(robot.sees("form.gap.ink_too_small"));
}

TEST_CASE("what is missing of a name is said with its field open and the keys ready on every panel") {
  for (const auto& named : test::panels)
    for (const float scale : ui::text_scales) {
      INFO(named.name << ", text size " << scale);
      auto panel = named.panel;
      panel.text_scale = scale;
      Robot robot(
          test::some_station(), [](const kiosk::Save&) { return std::nullopt; }, panel, Robot::Motion::off,
          test::sample_pack());
      open_petition(robot);
      robot.tap("petition.sign").tap_shown("sign.resident");
      robot.tap_shown("sign.listed").tap("nav.next");
      robot.keys("Fatima").tap("nav.next");
      CHECK(robot.sees("form.gap.family_name"));
      robot.keys("Ait Ali");
      CHECK_FALSE(robot.sees("form.gap.family_name"));
      CHECK(robot.on<kiosk::petition::SignName>().draft.family_name.text == "Ait Ali");
      robot.tap("nav.next").keys("123").tap("nav.next");
      CHECK(robot.sees("form.gap.national_id_malformed"));
      CHECK(robot.can_tap("key.backspace"));
    }
}

TEST_CASE("a home is found by a few letters and shown with its province") {
  Desk desk;
  Robot robot = with_samples(desk);
  open_petition(robot);
  sign_up_to_review(robot);
  CHECK(robot.reads("review.home").find("Agadir") !=
        std::string::npos);  // filled in for who lives where the kiosk stands
  robot.tap_shown("sign.review.residence.edit").keys("ait mell").tap("place.09.273.01.05");
  CHECK(robot.on<kiosk::petition::SignInk>().draft.residence == PlaceCode{"09.273.01.05"});
  robot.tap("nav.back");
  CHECK(robot.can_tap("place.09.273.01.05"));
  CHECK(robot.can_tap("nav.next"));
  robot.keys("zzzz");
  CHECK(robot.sees("sign.home.none"));
}

TEST_CASE("a stroke past the bounds is not drawn and does not lengthen the one before") {
  Desk desk;
  Robot robot = with_samples(desk);
  open_petition(robot);
  answer_who(robot);
  give_name(robot);
  for (std::size_t i = 0; i < limits::signature_strokes; ++i) robot.draw("sign.pad", {{0.1F, 0.1F}, {0.2F, 0.2F}});
  const auto ink = [&] { return robot.on<kiosk::petition::SignInk>().draft.ink; };
  const auto before = ink();
  REQUIRE(before.size() == limits::signature_strokes);
  robot.draw("sign.pad", {{0.9F, 0.9F}, {0.5F, 0.9F}, {0.9F, 0.5F}});
  CHECK(ink() == before);
}

TEST_CASE("after its last day a petition is read but not signed whatever the pack says") {
  Desk desk;
  Robot robot = with_samples(desk);
  robot.clock.turn_wall_to(1'799'999'999'000);  // 2027-01-15
  open_petition(robot);
  CHECK(robot.can_tap("petition.sign"));
  robot.tap("nav.start_again");
  robot.clock.turn_wall_to(1'800'100'000'000);  // the day after
  open_petition(robot);
  CHECK_FALSE(robot.can_tap("petition.sign"));
  CHECK(robot.sees("petition.closing"));
  robot.tell(kiosk::event::SignPetition{});
  CHECK(robot.is_on<kiosk::petition::PetitionPage>());
}

TEST_CASE("a signature can be erased and drawn anew and has bounds") {
  Desk desk;
  Robot robot = with_samples(desk);
  open_petition(robot);
  answer_who(robot);
  give_name(robot);
  std::vector<ui::Point> scribble;
  for (int i = 0; i < 3000; ++i)
    scribble.push_back({static_cast<float>(i % 100) / 100, static_cast<float>(i / 30) / 100});
  robot.draw("sign.pad", scribble);
  const auto points = [&] {
    std::size_t out = 0;
    for (const auto& stroke : robot.on<kiosk::petition::SignInk>().draft.ink) out += stroke.size();
    return out;
  };
  CHECK(points() == limits::signature_points);
  for (int i = 0; i < 100; ++i) robot.draw("sign.pad", {{0.5F, 0.5F}});
  CHECK(points() == limits::signature_points);
  robot.tap("sign.ink.clear");
  CHECK(points() == 0);
  for (int i = 0; i < 100; ++i) robot.draw("sign.pad", {{0.5F, 0.5F}});
  CHECK(points() == limits::signature_strokes);
}

TEST_CASE("language and going back lose nothing that was given") {
  Desk desk;
  Robot robot = with_samples(desk);
  open_petition(robot);
  sign_up_to_review(robot);
  robot.language(Language::ar).tap("nav.back").tap("nav.back").tap("nav.back");
  CHECK(robot.is_on<kiosk::petition::SignWho>());
  robot.tap("nav.next").tap("nav.next").tap("nav.next");
  robot.tap_shown("sign.consent");
  robot.tap_shown("sign.send");
  REQUIRE(desk.said.size() == 1);
  const auto& signature = std::get<PetitionSignature>(desk.said.front().body);
  CHECK(signature.given_name == "Fatima");
  CHECK(signature.ink.front().size() == a_name.size());
}

TEST_CASE("a closed petition is read and not signed and a draft is not shown") {
  Desk desk;
  Robot robot = with_samples(desk);
  robot.language(Language::fr).tap_shown("menu.petitions");
  robot.tap_shown("petition.sample_library");
  CHECK_FALSE(robot.can_tap("petition.sign"));
}

TEST_CASE("without an authorisation nothing of petitions is shown") {
  Desk desk;
  Robot robot(test::some_station(), [&desk](const kiosk::Save& save) { return desk(save); });
  robot.language(Language::fr);
  CHECK_FALSE(robot.can_tap("menu.petitions"));
}

TEST_CASE("how far a petition is and how fresh that number is stand together") {
  Desk desk;
  Robot robot = with_samples(desk);
  open_petition(robot);
  CHECK(robot.sees("petition.not_counted"));
  robot.tell(kiosk::event::PetitionsCounted{{{.petition = {"sample_bus_line"},
                                              .signatures = 120,
                                              .complete_up_to_s = 1'790'000'000,
                                              .silent_kiosks = 3,
                                              .lost_records = 4,
                                              .counted_at_s = 1'790'003'600}}});
  CHECK(robot.reads("petition.progress").find("120") != std::string::npos);
  CHECK(robot.sees("petition.complete"));
  CHECK(robot.reads("petition.silent").find("3") != std::string::npos);
  CHECK(robot.reads("petition.lost").find("4") != std::string::npos);
}

TEST_CASE("the number that the kiosk heard stays for the next citizen and the answers do not") {
  Desk desk;
  Robot robot = with_samples(desk);
  open_petition(robot);
  robot.tell(
      kiosk::event::PetitionsCounted{{{.petition = {"sample_bus_line"}, .signatures = 120, .complete_up_to_s = {}}}});
  sign_up_to_review(robot);
  robot.tap("nav.start_again");
  CHECK(robot.state().kiosk.petition_counts.size() == 1);
  robot.language(Language::fr).tap_shown("menu.petitions");
  robot.tap_shown("petition.sample_bus_line");
  CHECK(robot.reads("petition.progress").find("120") != std::string::npos);
  robot.tap("petition.sign");
  CHECK(robot.on<kiosk::petition::SignWho>().draft.given_name.text.empty());
}

TEST_CASE("a kiosk asks how far those petitions are that its screens may show wherever it stands") {
  Desk desk;
  Robot robot = with_samples(desk);
  const auto news = kiosk::event::RoomChanged{.full = false};  // after any news, what was asked for is known
  const std::vector<PetitionId> here{{"sample_bus_line"}, {"sample_forest"}, {"sample_library"}};
  const auto asked = [&] {
    robot.tell(news);
    auto ids = robot.watched;
    std::sort(ids.begin(), ids.end(), [](const auto& a, const auto& b) { return a.value < b.value; });
    return ids;
  };
  CHECK(asked() == here);
  auto elsewhere = test::some_station();
  elsewhere.place = {"09.541.01.13"};
  robot.tell(kiosk::event::StationChanged{elsewhere});
  CHECK(asked() == std::vector<PetitionId>{{"sample_forest"}});
  robot.tell(kiosk::event::StationChanged{test::some_station()});
  CHECK(asked() == here);
  robot.app().take_content(test::shared_real_pack());
  CHECK(asked().empty());
}
