// The waiting screen knows the hours of its place. It is Monday, 21 September 2026, a quarter past three in Agadir.
#include <catch2/catch.hpp>

#include "kiosk/pack/content_loader.h"
#include "kiosk/pack/word_keys.h"
#include "sync/base/limits.h"
#include "tests/support/robot.h"
#include "tests/sync/enrolled_kiosk.h"

using namespace minbar;
using namespace minbar::test;

namespace {

std::shared_ptr<const Content> pack_with_hours(const std::string& offers, std::int64_t made_at_s = 0) {
  auto files = taken(kiosk::load_content_files(MINBAR_CONTENT_FOLDER));
  for (auto& file : files) {
    // without commitments no picture turns: what is said of hours changes by the hours' own deadline
    if (file.name == "commitments.json") file.text = R"({"commitments": []})";
    if (file.name == "hours.json") {
      const auto at = file.text.find("\"hours\": []");
      REQUIRE(at != std::string::npos);
      file.text.replace(
          at, 11,
          R"("hours": [{"places": ["09"], "weekly": {"monday": ["08:30-16:30"], "tuesday": ["09:00-16:30"],
                           "friday": ["09:00-12:00"]}, "days": [{"from": "2026-09-29", "to": "2026-12-31", "hours": []}],
                           "offers_when_closed": [)" +
              offers + "]}]");
    }
  }
  auto content = taken(parse_content(files, {.words = kiosk::word_keys, .icons = {}}));
  content.version = 2;
  content.made_at_s = made_at_s;
  return std::make_shared<const Content>(std::move(content));
}

struct Kiosk : Robot {
  explicit Kiosk(const std::string& offers, std::int64_t made_at_s = 0) : Robot(some_station(), stored_at_once()) {
    app().take_content(pack_with_hours(offers, made_at_s));
  }
};

}  // namespace

TEST_CASE("an open office says nothing of hours and closes at its minute by itself") {
  Kiosk kiosk("");
  CHECK(kiosk.can_tap("attract.fr"));
  CHECK_FALSE(kiosk.sees("closed.title.fr"));
  kiosk.wait(hour_ms);  // 16:13
  CHECK(kiosk.can_tap("attract.fr"));
  kiosk.wait(hour_ms / 2);  // 16:43
  CHECK_FALSE(kiosk.can_tap("attract.fr"));
  for (const auto* tag : {"ar", "fr", "en"}) CHECK(kiosk.sees("closed.title." + std::string(tag)));
  CHECK(kiosk.reads("closed.next.fr") == "Ouverture demain à \u206809:00\u2069");
  kiosk.wait(17 * hour_ms);  // 09:43 on Tuesday
  CHECK(kiosk.can_tap("attract.fr"));
}

TEST_CASE("the next opening is named by its day and farther away by its date or not at all") {
  Kiosk kiosk("");
  kiosk.wait(26 * hour_ms);  // Tuesday after hours
  CHECK(kiosk.reads("closed.next.fr") == "Ouverture \u2068vendredi\u2069 à \u206809:00\u2069");
  CHECK(kiosk.reads("closed.next.ar") == "يفتح يوم \u2068الجمعة\u2069 على الساعة \u206809:00\u2069");
  kiosk.wait(16 * hour_ms);  // Wednesday
  CHECK_FALSE(kiosk.can_tap("attract.ar"));
  kiosk.wait(6 * 24 * hour_ms);  // the long closing has begun
  CHECK(kiosk.sees("closed.title.ar"));
  CHECK(kiosk.reads("closed.next.en") == "The opening will be announced");
}

TEST_CASE("a session that runs when the office closes goes on to its end") {
  Kiosk kiosk("");
  kiosk.wait(hour_ms).language(Language::fr).write_proposal("pont");
  for (int i = 0; i < 30; ++i) kiosk.wait(60'000).tell(kiosk::event::Touched{});
  CHECK(kiosk.reads("review.text") == "pont");
  kiosk.tap_shown("propose.review.send");
  CHECK(kiosk.sees("receipt.title"));
  kiosk.tap("receipt.done");
  CHECK(kiosk.sees("closed.title.fr"));
}

TEST_CASE("what the pack says stays possible while the office is closed and nothing else is offered") {
  Kiosk kiosk("\"rate\"");
  kiosk.wait(2 * hour_ms);
  CHECK(kiosk.sees("closed.title.ar"));
  kiosk.language(Language::fr);
  CHECK(kiosk.can_tap("menu.rate"));
  CHECK_FALSE(kiosk.can_tap("menu.propose"));
  kiosk.tell(kiosk::event::OpenProposal{});  // from nowhere a finger could be
  CHECK(kiosk.sees("menu.title"));
  kiosk.tap("nav.start_again").wait(16 * hour_ms);
  kiosk.language(Language::fr);
  CHECK(kiosk.can_tap("menu.propose"));
}

TEST_CASE("a clock that stands before the day the pack was published closes nobody out") {
  Kiosk kiosk("", 1'790'000'000 + 90 * 24 * 3600);
  kiosk.wait(2 * hour_ms);
  CHECK(kiosk.can_tap("attract.fr"));
}

TEST_CASE("a clock that stood before the day the pack was published is noticed when it is put right") {
  Kiosk kiosk("", 1'790'000'000 + 24 * 3600);
  CHECK(kiosk.can_tap("attract.fr"));
  kiosk.clock.turn_wall_to(kiosk.clock.wall_ms() + 27 * hour_ms);  // Tuesday, after hours
  kiosk.wait(limits::hours_look_ms + 1);
  CHECK_FALSE(kiosk.can_tap("attract.fr"));
}

TEST_CASE("a clock that is set is noticed while the kiosk waits") {
  Kiosk kiosk("");
  kiosk.clock.turn_wall_to(kiosk.clock.wall_ms() + 3 * hour_ms);
  kiosk.wait(limits::hours_look_ms + 1);
  CHECK_FALSE(kiosk.can_tap("attract.fr"));
}

TEST_CASE("a place without hours never closes") {
  auto elsewhere = some_station();
  elsewhere.place = {"01.511.01.0"};
  Robot robot(elsewhere, stored_at_once());
  robot.app().take_content(pack_with_hours(""));
  robot.wait(2 * hour_ms);
  CHECK(robot.can_tap("attract.fr"));
}

TEST_CASE("the moment at which an office opens or closes stays due until the kiosk has looked") {
  Kiosk kiosk("");
  for (int changes = 0; changes < 20; ++changes) {
    const auto due = kiosk.app().next_deadline_ms();
    REQUIRE(due);
    kiosk.clock.advance(*due - kiosk.clock.monotonic_ms());
    CHECK(kiosk.app().next_deadline_ms() == due);
    kiosk.tell(kiosk::event::Tick{});
    CHECK(kiosk.app().next_deadline_ms() > due);
  }
}

TEST_CASE("while somebody is here the kiosk wakes for that session and not for its office") {
  Kiosk kiosk("");
  kiosk.language(Language::fr);
  for (std::int64_t ms = 0; ms <= limits::hours_look_ms; ms += limits::idle_warning_ms - 1) {
    kiosk.clock.advance(limits::idle_warning_ms - 1);
    kiosk.tell(kiosk::event::Touched{});
  }
  CHECK(kiosk.app().next_deadline_ms() == kiosk.clock.monotonic_ms() + limits::idle_warning_ms);
}
