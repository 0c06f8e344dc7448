#include <catch2/catch.hpp>

#include "sync/base/limits.h"
#include "sync/base/utf8.h"
#include "tests/support/robot.h"

using namespace minbar;
using namespace minbar::test;

TEST_CASE("switching the language at every step loses nothing that was typed") {
  Robot robot(some_station(), stored_at_once());
  robot.language(Language::ar).tap("menu.propose").tap_shown("theme.youth").keys("\u0645\u0644\u0639\u0628");
  for (const auto language : all_languages) {
    robot.language(language);
    CHECK(robot.reads("propose.text") == "\u0645\u0644\u0639\u0628");
  }
  robot.language(Language::fr).keys(" ok").tap("nav.next").language(Language::ar);
  CHECK(robot.reads("review.text") == "\u0645\u0644\u0639\u0628 ok");
}

TEST_CASE("an empty proposal goes nowhere and the screen says why") {
  Robot robot(some_station(), stored_at_once());
  robot.language(Language::ar).tap("menu.propose").tap_shown("theme.youth").keys("  ").tap("nav.next");
  CHECK(robot.sees("propose.text.empty"));
  CHECK_FALSE(robot.sees("propose.author.title"));
}

TEST_CASE("going back keeps the theme and the text") {
  Robot robot(some_station(), stored_at_once());
  robot.language(Language::fr)
      .tap("menu.propose")
      .tap_shown("theme.youth")
      .keys("stade")
      .tap("nav.back")
      .tap_shown("theme.equality");
  CHECK(robot.reads("propose.text") == "stade");
}

TEST_CASE("no name is asked before the notice was agreed to") {
  Robot robot(some_station(), stored_at_once());
  robot.language(Language::fr).tap("menu.propose").tap_shown("theme.youth").keys("stade").tap("nav.next");
  robot.tap("propose.review.author.edit");
  CHECK(robot.sees("propose.author.notice"));
  robot.tap_shown("propose.author.named");
  CHECK(robot.sees("propose.author.needs_consent"));
  CHECK_FALSE(robot.can_tap("author.name"));
  robot.tap_shown("propose.author.consent").tap_shown("propose.author.named");
  robot.keys("Amina").tap("author.contact").keys("0612").tap("nav.next");
  CHECK(robot.reads("review.name") == "Amina");
  CHECK(robot.reads("review.contact") == "0612");
}

TEST_CASE("a citizen who decides for no name leaves none behind") {
  std::optional<kiosk::Save> asked;
  Robot robot(some_station(), [&](const kiosk::Save& save) -> std::optional<kiosk::Event> {
    asked = save;
    return std::nullopt;
  });
  robot.language(Language::fr).tap("menu.propose").tap_shown("theme.youth").keys("stade").tap("nav.next");
  robot.tap("propose.review.author.edit");
  robot.tap_shown("propose.author.consent").tap_shown("propose.author.named").keys("Amina").tap("nav.next");
  robot.tap("propose.review.author.edit").tap("propose.author.anonymous").tap_shown("propose.review.send");
  REQUIRE(asked);
  CHECK_FALSE(std::get<Proposal>(asked->submission.body).author.has_value());
}

TEST_CASE("deleting takes one letter as a reader sees it and the lam alef key gives two") {
  Robot robot(some_station(), stored_at_once());
  robot.language(Language::ar).tap("menu.propose").tap_shown("theme.youth");
  robot.tap("key.\u0644\u0627");
  CHECK(robot.reads("propose.text") == "\u0644\u0627");
  robot.tap("key.backspace");
  CHECK(robot.reads("propose.text") == "\u0644");
}

TEST_CASE("a tap in the text puts the caret there") {
  Robot robot(some_station(), stored_at_once());
  robot.language(Language::fr).tap("menu.propose").tap_shown("theme.youth").keys("rue large");
  const auto& field = robot.scene().fields.front();
  const ui::Point start{field.origin.x + 1, field.origin.y + 5};
  robot.app().touch({ui::TouchEvent::Kind::down, 1, start});
  robot.app().touch({ui::TouchEvent::Kind::up, 1, start});
  robot.keys("la ");
  CHECK(robot.reads("propose.text") == "la rue large");
}

TEST_CASE("the text ends at its limit and says how many letters are left") {
  Robot robot(some_station(), stored_at_once());
  robot.language(Language::fr).tap("menu.propose").tap_shown("theme.youth");
  robot.tell(kiosk::event::Type{std::string(limits::proposal_code_points - 12, 'a')});
  CHECK(robot.reads("propose.text.left").find("12") != std::string::npos);
  robot.tell(kiosk::event::Type{std::string(500, 'b')});
  CHECK(count_code_points(robot.reads("propose.text")) == limits::proposal_code_points);
  CHECK(robot.sees("propose.text.full"));
  robot.tap("key.backspace");
  CHECK(robot.reads("propose.text.left").find("1") != std::string::npos);
}

TEST_CASE("control and direction characters cannot be entered") {
  Robot robot(some_station(), stored_at_once());
  robot.language(Language::fr).tap("menu.propose").tap_shown("theme.youth");
  robot.tell(kiosk::event::Type{"a\u202Eb\u2066c\u0007d\u200F"});
  CHECK(robot.reads("propose.text") == "abcd");
}

TEST_CASE("a shift holds for one letter and shows that it is on") {
  Robot robot(some_station(), stored_at_once());
  robot.language(Language::fr).tap("menu.propose").tap_shown("theme.youth").tap("key.shift").tap("key.a").tap("key.a");
  CHECK(robot.reads("propose.text") == "Aa");
}

TEST_CASE("a finger that slides off a key types nothing") {
  Robot robot(some_station(), stored_at_once());
  robot.language(Language::fr).tap("menu.propose").tap_shown("theme.youth");
  const auto* key = ui::find_target(robot.scene(), "key.a");
  REQUIRE(key != nullptr);
  const ui::Point on{key->rect.x + 4, key->rect.y + 4};
  robot.app().touch({ui::TouchEvent::Kind::down, 1, on});
  robot.app().touch({ui::TouchEvent::Kind::move, 1, {on.x, on.y - 400}});
  robot.app().touch({ui::TouchEvent::Kind::up, 1, {on.x, on.y - 400}});
  CHECK(robot.sees("propose.text.placeholder"));
}
