#include <catch2/catch.hpp>

#include <algorithm>

#include "sync/base/limits.h"
#include "tests/support/robot.h"
#include "tests/support/tour.h"

using namespace minbar;
using namespace minbar::test;

TEST_CASE("an idle session is asked about and then wiped") {
  Robot robot(some_station(), stored_at_once());
  robot.language(Language::fr).write_proposal("secret");
  robot.wait(limits::idle_warning_ms - 1);
  CHECK_FALSE(robot.sees("idle.title"));
  robot.wait(1);
  CHECK(robot.sees("idle.title"));
  robot.wait(limits::idle_countdown_ms);
  CHECK(robot.can_tap("attract.ar"));
  CHECK(robot.state().session.choices.language == Language::ar);
  CHECK(ui::dump(robot.scene()).find("secret") == std::string::npos);
}

TEST_CASE("one touch anywhere answers the idle question and keeps the draft") {
  Robot robot(some_station(), stored_at_once());
  robot.language(Language::fr).write_proposal("gardez").wait(limits::idle_warning_ms + 5'000);
  REQUIRE(robot.sees("idle.title"));
  robot.tap("idle.anywhere");
  CHECK_FALSE(robot.sees("idle.title"));
  CHECK(robot.reads("review.text") == "gardez");
  robot.wait(limits::idle_warning_ms - 1);
  CHECK_FALSE(robot.sees("idle.title"));
}

TEST_CASE("nothing behind the idle question can be tapped") {
  Robot robot(some_station(), stored_at_once());
  robot.language(Language::fr).write_proposal("texte").wait(limits::idle_warning_ms);
  CHECK_FALSE(robot.can_tap("propose.review.send"));
  CHECK(robot.can_tap("idle.continue"));
}

TEST_CASE("the idle question has its picture but in the largest letters where a panel is narrow") {
  const auto yellow = ui::default_theme().color(ui::ColorRole::warning);
  for (const auto& [name, panel] : panels)
    for (const float scale : ui::text_scales) {
      INFO(name << ", text size " << scale);
      auto sized = panel;
      sized.text_scale = scale;
      Robot robot(some_station(), stored_at_once(), sized);
      robot.language(Language::fr).tap_shown("menu.propose").wait(limits::idle_warning_ms);
      REQUIRE(robot.sees("idle.title"));
      const auto pictures = std::ranges::count_if(robot.scene().commands, [&](const auto& command) {
        const auto* shape = std::get_if<ui::DrawShape>(&command);
        return shape != nullptr && shape->shape == ui::Shape::circle && shape->color == yellow;
      });
      CHECK(pictures == (name != "landscape-21.5" && scale == ui::text_scales.back() ? 0 : 1));
    }
}

TEST_CASE("the countdown says the seconds that are left") {
  Robot robot(some_station(), stored_at_once());
  robot.language(Language::en).tap("menu.propose").wait(limits::idle_warning_ms);
  CHECK(robot.reads("idle.text").find("30") != std::string::npos);
  robot.wait(10'000);
  CHECK(robot.reads("idle.text").find("20") != std::string::npos);
}

TEST_CASE("a second of the countdown that has begun is still said when the screen is drawn in its midst") {
  Robot robot(some_station(), stored_at_once());
  robot.language(Language::en).tap("menu.propose").wait(limits::idle_warning_ms + 10'999);
  robot.tell(kiosk::event::RoomChanged{});  // any news draws it anew
  CHECK(robot.reads("idle.text").find("20") != std::string::npos);
  robot.wait(1);
  CHECK(robot.reads("idle.text").find("19") != std::string::npos);
  robot.wait(18'999).tell(kiosk::event::RoomChanged{});
  CHECK(robot.reads("idle.text").find("second.") != std::string::npos);
}

TEST_CASE("a receipt goes away by itself and takes its code along") {
  Robot robot(some_station(), stored_at_once());
  robot.language(Language::en).write_proposal("bench").tap_shown("propose.review.send");
  const auto code = robot.reads("receipt.code.value");
  robot.wait(limits::receipt_screen_ms - 1);
  CHECK(robot.sees("receipt.title"));
  robot.wait(1);
  CHECK(robot.can_tap("attract.ar"));
  CHECK(ui::dump(robot.scene()).find(code) == std::string::npos);
}

TEST_CASE("whoever still copies a code takes more time") {
  Robot robot(some_station(), stored_at_once());
  robot.language(Language::ar).write_proposal("bench").tap_shown("propose.review.send");
  const auto code = robot.reads("receipt.code.value");
  CHECK_FALSE(robot.can_tap("receipt.more_time"));
  robot.wait(limits::receipt_screen_ms - limits::receipt_more_ms);
  robot.tap("receipt.more_time");
  CHECK_FALSE(robot.can_tap("receipt.more_time"));
  robot.wait(limits::receipt_screen_ms - 1);
  CHECK(robot.reads("receipt.code.value") == code);
  robot.wait(1);
  CHECK(robot.can_tap("attract.ar"));
}

TEST_CASE("the code of a receipt is drawn sixty millimetres wide on every panel") {
  for (const auto& named : panels) {
    Robot robot(some_station(), stored_at_once(), named.panel);
    robot.language(Language::ar).write_proposal("bench").tap_shown("propose.review.send");
    bool drawn = false;
    for (const auto& command : robot.scene().commands)
      if (const auto* qr = std::get_if<ui::DrawMatrix>(&command)) {
        const int module = static_cast<int>(qr->rect.width) / qr->matrix.side;
        CHECK(static_cast<float>(module * qr->matrix.side) / named.panel.px_per_mm >= 60);
        drawn = true;
      }
    CHECK(drawn);
  }
}

TEST_CASE("start again empties every step of a proposal") {
  Robot robot(some_station(), stored_at_once());
  robot.language(Language::fr).tap("menu.propose").tap_shown("theme.public_services").keys("rue");
  robot.tap("nav.start_again");
  CHECK(robot.can_tap("attract.ar"));
  robot.language(Language::fr).tap("menu.propose").tap_shown("theme.public_services");
  CHECK(robot.sees("propose.text.placeholder"));
}

TEST_CASE("a proposal that could not be kept says that it goes with its citizen and then it is gone") {
  int tries = 0;
  Robot robot(some_station(), [&](const kiosk::Save& save) -> std::optional<kiosk::Event> {
    ++tries;
    return kiosk::event::NotSaved{save.submission.id, Errc::busy};
  });
  robot.language(Language::fr).write_proposal("lampe").tap_shown("propose.review.send");
  REQUIRE(tries == 1);
  CHECK(robot.sees("saving.failed.unkept"));
  robot.wait(limits::idle_warning_ms);
  CHECK(robot.sees("idle.unsaved"));
  CHECK_FALSE(robot.sees("idle.text"));
  robot.wait(limits::idle_countdown_ms);
  CHECK(tries == 1);  // kept now it would have no receipt, and stand beside what its citizen sends again
  CHECK(robot.can_tap("attract.ar"));
}

TEST_CASE("a rating that could not be kept says that the kiosk goes on trying and is tried again") {
  int tries = 0;
  Robot robot(some_station(), [&](const kiosk::Save& save) -> std::optional<kiosk::Event> {
    ++tries;
    return kiosk::event::NotSaved{save.submission.id, Errc::busy};
  });
  robot.language(Language::fr).tap("menu.rate").tap_shown("service.civil_status").tap("face.2").tap("rate.done");
  REQUIRE(tries == 1);
  CHECK(robot.sees("saving.failed.rating"));
  robot.wait(limits::idle_warning_ms);
  CHECK(robot.sees("idle.text"));
  robot.wait(limits::idle_countdown_ms);
  CHECK(tries == 2);
  CHECK(robot.can_tap("attract.ar"));
}

TEST_CASE("while a record is being written no idle timer wipes it") {
  Robot robot(some_station(), [](const kiosk::Save&) { return std::nullopt; });
  robot.language(Language::fr).write_proposal("lampe").tap_shown("propose.review.send");
  robot.wait(10 * limits::idle_warning_ms);
  CHECK(robot.sees("saving.title"));
}
