#include <catch2/catch.hpp>

#include "sync/base/limits.h"
#include "sync/domain/records/validate.h"
#include "tests/kiosk/kept.h"
#include "tests/support/robot.h"

using namespace minbar;
using namespace minbar::test;

namespace {

Robot& choose(Robot& robot, std::string_view face) {
  return robot.tap("menu.rate").tap_shown("service.civil_status").tap(face);
}

}  // namespace

TEST_CASE("two taps rate a service and it is kept when the citizen walks away") {
  Kept kept;
  Robot robot(some_station(), kept.perform());
  choose(robot.language(Language::ar), "face.2");
  CHECK(kept.saves.empty());
  robot.wait(limits::idle_warning_ms + limits::idle_countdown_ms);
  REQUIRE(kept.saves.size() == 1);
  CHECK(kept.rating() == Rating{.subject = ServiceId{"civil_status"},
                                .satisfaction = Satisfaction::dissatisfied,
                                .reasons = {},
                                .comment = {},
                                .soon_after_another = false});
  CHECK(robot.can_tap("attract.ar"));
  robot.wait(10 * limits::idle_warning_ms);
  CHECK(kept.saves.size() == 1);
}

TEST_CASE("a rating is saved exactly once by whichever way its page is left") {
  const auto ways = std::vector<std::pair<std::string, std::function<void(Robot&)>>>{
      {"finish", [](Robot& r) { r.tap("rate.done"); }},
      {"start again", [](Robot& r) { r.tap("nav.start_again"); }},
      {"idle", [](Robot& r) { r.wait(limits::idle_warning_ms + limits::idle_countdown_ms); }},
      {"end at the idle question", [](Robot& r) { r.wait(limits::idle_warning_ms).tap("idle.end"); }},
      {"the program ends", [](Robot& r) { r.tell(kiosk::event::Closing{}); }},
      {"finish from the sentence", [](Robot& r) { r.tap_shown("rate.comment.add").tap("rate.done"); }},
      {"start again from the sentence", [](Robot& r) { r.tap_shown("rate.comment.add").tap("nav.start_again"); }},
      {"idle at the sentence", [](Robot& r) { r.tap_shown("rate.comment.add").wait(200'000); }},
  };
  for (const auto& [name, leave] : ways) {
    INFO(name);
    Kept kept;
    Robot robot(some_station(), kept.perform());
    choose(robot.language(Language::fr), "face.5");
    leave(robot);
    CHECK(kept.saves.size() == 1);
    robot.wait(10 * limits::idle_warning_ms).tell(kiosk::event::Closing{});
    CHECK(kept.saves.size() == 1);
    CHECK(robot.can_tap("attract.ar"));
  }
}

TEST_CASE("what a rating carries is what was chosen and nothing that tells who chose it") {
  Kept kept;
  Robot robot(some_station(), kept.perform());
  choose(robot.language(Language::fr), "face.1");
  robot.tap_shown("reason.waiting_time").tap_shown("reason.documents").tap_shown("reason.waiting_time");
  robot.tap_shown("reason.welcome").tap("face.3").tap_shown("rate.comment.add").keys("trop long").tap("rate.done");
  REQUIRE(kept.saves.size() == 1);
  const auto& save = kept.saves.front();
  CHECK_FALSE(save.code.has_value());
  CHECK(save.submission.made_at_s % limits::rating_time_s == 0);
  CHECK(save.submission.language == Language::fr);
  CHECK(validate(save.submission).has_value());
  CHECK(kept.rating() == Rating{.subject = ServiceId{"civil_status"},
                                .satisfaction = Satisfaction::neutral,
                                .reasons = {{"documents"}, {"welcome"}},
                                .comment = "trop long",
                                .soon_after_another = false});
  CHECK(robot.sees("receipt.thanks"));
}

TEST_CASE("a sentence of blanks is no sentence") {
  Kept kept;
  Robot robot(some_station(), kept.perform());
  choose(robot.language(Language::fr), "face.4").tap_shown("rate.comment.add").keys("  ");
  robot.tap("nav.back").tap("rate.done");
  CHECK(kept.rating().comment.empty());
  CHECK(validate(kept.saves.front().submission).has_value());
}

TEST_CASE("every answer is thanked for with the same screen") {
  std::string first;
  for (const auto* face : {"face.1", "face.2", "face.3", "face.4", "face.5"}) {
    Kept kept;
    Robot robot(some_station(), kept.perform());
    choose(robot.language(Language::ar), face).tap("rate.done");
    const auto seen = ui::dump(robot.scene());
    if (first.empty()) first = seen;
    CHECK(seen == first);
  }
}

TEST_CASE("the reasons offered are the same for a smile and a frown") {
  const auto words = [](std::string_view face) {
    Kept kept;
    Robot robot(some_station(), kept.perform());
    choose(robot.language(Language::en), face);
    std::string out;
    for (const auto& text : robot.scene().texts) out += text.text + "\n";
    return out;
  };
  CHECK(words("face.1") == words("face.5"));
}

TEST_CASE("a face touched within five seconds of another is marked and a later one is not") {
  Kept kept;
  Robot robot(some_station(), kept.perform());
  choose(robot.language(Language::ar), "face.5").tap("nav.start_again");
  robot.wait(limits::repeat_within_ms - 1);
  choose(robot.language(Language::ar), "face.5").tap("rate.done").tap("receipt.done");
  robot.wait(limits::repeat_within_ms);
  choose(robot.language(Language::ar), "face.5").tap("nav.start_again");
  REQUIRE(kept.saves.size() == 3);
  CHECK_FALSE(kept.rating(0).soon_after_another);
  CHECK(kept.rating(1).soon_after_another);
  CHECK_FALSE(kept.rating(2).soon_after_another);
}

TEST_CASE("another face chosen on the same page is no repeat") {
  Kept kept;
  Robot robot(some_station(), kept.perform());
  choose(robot.language(Language::ar), "face.1").tap("face.2").tap("rate.done");
  CHECK_FALSE(kept.rating().soon_after_another);
}

TEST_CASE("thanks are said only once the rating is durable") {
  Kept kept;
  kept.fails = true;
  Robot robot(some_station(), kept.perform());
  choose(robot.language(Language::fr), "face.3").tap("rate.done");
  CHECK(robot.sees("saving.failed.title"));
  CHECK_FALSE(robot.sees("receipt.thanks"));
  kept.fails = false;
  robot.tap("saving.failed.retry");
  CHECK(robot.sees("receipt.thanks"));
  REQUIRE(kept.saves.size() == 2);
  CHECK(kept.saves[0].submission.id == kept.saves[1].submission.id);
}

TEST_CASE("thanks go by themselves and the next citizen finds nothing") {
  Kept kept;
  Robot robot(some_station(), kept.perform());
  choose(robot.language(Language::fr), "face.4").tap_shown("rate.comment.add").keys("secret").tap("rate.done");
  robot.wait(limits::thanks_screen_ms - 1);
  CHECK(robot.sees("receipt.thanks"));
  robot.wait(1);
  CHECK(robot.can_tap("attract.ar"));
  choose(robot.language(Language::fr), "face.4").tap_shown("rate.comment.add");
  CHECK(robot.sees("rate.comment.placeholder"));
}

TEST_CASE("whoever has thanks on the screen can rate another service") {
  Kept kept;
  Robot robot(some_station(), kept.perform());
  choose(robot.language(Language::fr), "face.4").tap("rate.done").tap("thanks.again").wait(limits::repeat_within_ms);
  robot.tap_shown("service.roads");
  robot.tap("face.1").tap("rate.done");
  REQUIRE(kept.saves.size() == 2);
  CHECK(kept.rating(1).subject == RatingSubject(ServiceId{"roads"}));
  CHECK(kept.saves[0].submission.id != kept.saves[1].submission.id);
}

TEST_CASE("the text size is for one session and one button reaches all four") {
  Robot robot(some_station(), stored_at_once());
  robot.language(Language::fr);
  const auto height = [&] { return ui::find_text(robot.scene(), "menu.subtitle")->ink.height; };
  std::vector<float> heights;
  for (std::size_t i = 0; i < ui::text_scales.size(); ++i) {
    heights.push_back(height());
    robot.tap("nav.text_size");
  }
  CHECK(height() == heights[0]);
  CHECK(heights[1] > heights[0]);
  CHECK(heights[2] > heights[1]);
  CHECK(heights[3] < heights[0]);
  robot.tap("nav.text_size").tap("nav.start_again").language(Language::fr);
  CHECK(height() == heights[0]);
}
