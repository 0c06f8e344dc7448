#include <fmt/format.h>
#include <catch2/catch.hpp>

#include "sync/seal/badge.h"
#include "tests/support/robot.h"

using namespace minbar;
using namespace minbar::test;

namespace {

ReceiptCode code_of(std::uint64_t seed) {
  SeededRandom random(seed);
  return mint_receipt_code(random);
}

const ReceiptCode agadir = code_of(1), rabat = code_of(2);
constexpr const char* salt = "000102030405060708090a0b0c0d0e0f";

std::string check_of(const ReceiptCode& code) { return seal::badge_check(code, *badge_salt_from(salt)).value(); }

std::shared_ptr<const Content> pack_with_badges(const std::string& hours = {}) {
  auto files = real_pack_files();
  for (auto& file : files)
    if (file.name == "hours.json" && !hours.empty()) file.text = hours;
  std::erase_if(files, [](const ContentFile& file) { return file.name == "staff.json"; });
  const auto badge = [](const char* id, const char* place, const ReceiptCode& code) {
    return fmt::format(R"({{"id": "{}", "place": "{}", "check": "{}"}})", id, place, check_of(code));
  };
  files.push_back({"staff.json", fmt::format(R"({{"meta": {{"salt": "{}"}}, "badges": [{}, {}]}})", salt,
                                             badge("agadir-7", "09.001", agadir), badge("rabat-1", "04", rabat))});
  return parsed_pack(files);
}

struct Hall {
  std::vector<Submission> kept;
  Robot robot;
  explicit Hall(const std::shared_ptr<const Content>& content = pack_with_badges())
      : robot(
            some_station(),
            [this](const kiosk::Save& save) {
              kept.push_back(save.submission);
              return kiosk::Event(kiosk::event::Saved{save.submission.id});
            },
            portrait, Robot::Motion::off, content) {
    robot.language(Language::fr);
  }
  void enter(const ReceiptCode& code) { robot.tap("menu.assist").keys(format_receipt_code(code)); }
  void propose() { robot.tap("menu.propose").tap_shown("theme.youth").keys("stade").tap("nav.next"); }
};

}  // namespace

TEST_CASE("what is sent with the help of staff is marked with the badge once the citizen has said yes") {
  Hall hall;
  hall.enter(agadir);
  CHECK(hall.robot.sees("assist.title"));
  CHECK(hall.robot.reads("assist.id") == "agadir-7");
  hall.robot.language(Language::ar);  // the citizen's
  CHECK(hall.robot.sees("assist.title"));
  hall.robot.language(Language::fr).tap("assist.yes");
  CHECK(hall.robot.reads("assist.id") == "agadir-7");
  CHECK_FALSE(hall.robot.can_tap("menu.assist"));
  hall.propose();
  CHECK(hall.robot.reads("assist.id") == "agadir-7");
  hall.robot.tap_shown("propose.review.send");
  REQUIRE(hall.kept.size() == 1);
  CHECK(hall.kept.front().assisted_by == BadgeId{"agadir-7"});
}

TEST_CASE("who says no writes alone and nothing is marked") {
  Hall hall;
  hall.enter(agadir);
  hall.robot.tap("assist.no");
  hall.propose();
  hall.robot.tap_shown("propose.review.send");
  REQUIRE(hall.kept.size() == 1);
  CHECK_FALSE(hall.kept.front().assisted_by);
}

TEST_CASE("nothing is rated while staff helps") {
  Hall hall;
  CHECK(hall.robot.can_tap("menu.rate"));
  hall.enter(agadir);
  hall.robot.tap("assist.yes");
  CHECK_FALSE(hall.robot.can_tap("menu.rate"));
  hall.robot.tell(kiosk::event::OpenRating{});  // from nowhere a finger could be
  CHECK(hall.robot.sees("menu.title"));
  hall.robot.tap_shown("menu.commitments").tap_shown("member.09.001.01.01").tap_shown("commitment.MAAGD0001");
  CHECK_FALSE(hall.robot.can_tap("commitment.rate"));
  CHECK(hall.robot.can_tap("commitment.propose"));
}

TEST_CASE("the next person is not helped by the badge of the one before") {
  Hall hall;
  hall.enter(agadir);
  hall.robot.tap("assist.yes").tap("nav.start_again").language(Language::fr);
  hall.propose();
  hall.robot.tap_shown("propose.review.send");
  REQUIRE(hall.kept.size() == 1);
  CHECK_FALSE(hall.kept.front().assisted_by);
}

TEST_CASE("a code of nobody or of another town is told and a mistyped one too") {
  for (const auto& code : {code_of(3), rabat}) {
    Hall hall;
    hall.enter(code);
    CHECK(hall.robot.sees("badge.unknown"));
  }
  Hall hall;
  auto text = format_receipt_code(agadir);
  text.back() = text.back() == '0' ? '1' : '0';
  hall.robot.tap("menu.assist").keys(text);
  CHECK(hall.robot.sees("badge.mistyped"));
  CHECK_FALSE(hall.robot.sees("follow.mistyped"));  // which speaks of a receipt
}

TEST_CASE("where no staff has a badge no help is offered") {
  Hall hall(shared_real_pack());
  CHECK_FALSE(hall.robot.can_tap("menu.assist"));
  hall.robot.tell(kiosk::event::OpenBadge{});
  CHECK(hall.robot.sees("menu.title"));
}

TEST_CASE("no help is offered where nothing can be written with it") {
  Hall hall(pack_with_badges(R"({"clocks": [{"zone": "Africa/Casablanca", "offset_minutes": 60, "shifts": []}],
    "hours": [{"weekly": {"friday": ["09:00-10:00"]}, "offers_when_closed": ["rate", "follow"]}]})"));
  CHECK(hall.robot.can_tap("menu.rate"));
  CHECK_FALSE(hall.robot.can_tap("menu.assist"));
  hall.robot.tell(kiosk::event::OpenBadge{});
  CHECK(hall.robot.sees("menu.title"));
}
