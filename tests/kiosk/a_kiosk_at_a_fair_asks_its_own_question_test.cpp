// A kiosk that was taken to a fair. It is Monday, 21 September 2026, a quarter past three in Agadir.
#include <catch2/catch.hpp>

#include "sync/base/limits.h"
#include "tests/support/robot.h"

using namespace minbar;
using namespace minbar::test;

namespace {

constexpr const char* fridays = R"({"weekly": {"friday": ["09:00-10:00"]}, "offers_when_closed": []})";

std::shared_ptr<const Content> pack_with(const std::string& from, const std::string& to,
                                         const std::string& hours = fridays) {
  auto files = real_pack_files();
  std::erase_if(files, [](const ContentFile& file) { return file.name == "hours.json"; });
  for (auto& file : files)  // no picture turns beside it
    if (file.name == "commitments.json") file.text = R"({"commitments": []})";
  files.push_back({"hours.json", R"({"clocks": [{"zone": "Africa/Casablanca", "offset_minutes": 60, "shifts": []}],
    "hours": [)" + hours + "]}"});
  files.push_back(
      {"campaigns.json", R"({"campaigns": [{"id": "park", "from": ")" + from + R"(", "to": ")" + to +
                             R"(", "title": {"ar": "أي حديقة نريد؟", "fr": "Notre parc", "en": "Which park?"},
    "text": {"ar": "كل فكرة تفيد.", "fr": "Chaque idée compte.", "en": "Every idea counts."},
    "doors": ["propose", "follow"], "theme": "youth"}]})"});
  return parsed_pack(files);
}

struct Fair : Robot {
  std::vector<Submission> kept;
  explicit Fair(const std::string& from = "2026-09-20", const std::string& to = "2026-09-22")
      : Robot(
            some_station(),
            [this](const kiosk::Save& save) {
              kept.push_back(save.submission);
              return kiosk::Event(kiosk::event::Saved{save.submission.id});
            },
            portrait, Motion::off, pack_with(from, to), {}, "park") {}
};

}  // namespace

TEST_CASE("on its days the kiosk asks the campaign's question and offers its doors alone though offices are closed") {
  Fair fair;
  CHECK(fair.reads("campaign.title.ar") == "أي حديقة نريد؟");
  CHECK_FALSE(fair.sees("closed.title.ar"));
  fair.language(Language::fr);
  CHECK(fair.reads("campaign.title") == "Notre parc");
  CHECK(fair.can_tap("menu.propose"));
  CHECK(fair.can_tap("menu.follow"));
  CHECK_FALSE(fair.can_tap("menu.rate"));
}

TEST_CASE("a proposal at a fair is about the campaign's theme without being asked for one") {
  Fair fair;
  fair.language(Language::fr).tap("menu.propose").keys("un banc").tap("nav.next");
  fair.tap_shown("propose.review.send");
  REQUIRE(fair.kept.size() == 1);
  const auto& said = std::get<Proposal>(fair.kept.front().body);
  CHECK(said.theme.value == "youth");
  CHECK(said.text == "un banc");
}

TEST_CASE("a campaign begins and ends by itself at midnight of its place") {
  Fair fair("2026-09-22", "2026-09-22");
  CHECK(fair.sees("closed.title.ar"));  // an ordinary kiosk, whose office opens on Fridays
  fair.wait(9 * hour_ms);               // 00:13 on Tuesday
  CHECK(fair.reads("campaign.title.ar") == "أي حديقة نريد؟");
  fair.wait(24 * hour_ms);
  CHECK(fair.sees("closed.title.ar"));
}

TEST_CASE("a session that a campaign began goes on past its last minute") {
  Fair fair("2026-09-21", "2026-09-21");
  fair.wait(8 * hour_ms + 40 * 60'000);  // 23:53
  fair.language(Language::fr).tap("menu.propose").keys("pont");
  for (int i = 0; i < 10; ++i) fair.wait(60'000).tell(kiosk::event::Touched{});
  fair.tap("nav.next");
  CHECK(fair.reads("review.text") == "pont");
}

TEST_CASE("who began before the campaign did is not asked its question on the way") {
  Fair fair("2026-09-22", "2026-09-25");
  fair.app().take_content(pack_with("2026-09-22", "2026-09-25", R"({"weekly": {"monday": ["00:00-24:00"],
    "tuesday": ["00:00-24:00"]}, "offers_when_closed": []})"));
  fair.wait(8 * hour_ms + 40 * 60'000).language(Language::fr);  // 23:53
  for (int i = 0; i < 10; ++i) fair.wait(60'000).tell(kiosk::event::Touched{});
  CHECK(fair.sees("menu.title"));
  CHECK(fair.can_tap("menu.rate"));
  fair.tap("menu.propose");
  CHECK_FALSE(fair.tap_shown("theme.youth").can_tap("menu.propose"));
}

TEST_CASE("a pack without the campaign makes an ordinary kiosk of it") {
  Fair fair;
  fair.app().take_content(shared_real_pack());
  CHECK(ui::find_text(fair.scene(), "campaign.title.ar") == nullptr);
  fair.language(Language::fr);
  CHECK(fair.can_tap("menu.rate"));
}

TEST_CASE("a kiosk at a fair that is not enrolled says so and asks the campaign's question once it is") {
  Robot robot(std::nullopt, stored_at_once(), portrait, Robot::Motion::off, pack_with("2026-09-20", "2026-09-22"), {},
              "park");
  CHECK(robot.sees("not_enrolled.title"));
  robot.wait(hour_ms).tell(kiosk::event::StationChanged{some_station()});
  CHECK(robot.reads("campaign.title.ar") == "أي حديقة نريد؟");
}
