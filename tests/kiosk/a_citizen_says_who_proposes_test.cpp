#include <catch2/catch.hpp>

#include "sync/domain/records/validate.h"
#include "tests/support/robot.h"

using namespace minbar;
using namespace minbar::test;

namespace {

// At the two questions of a proposal without a name.
struct Asked {
  std::optional<Proposal> sent;
  Robot robot{some_station(), [this](const kiosk::Save& save) -> std::optional<kiosk::Event> {
                sent = std::get<Proposal>(save.submission.body);
                return std::nullopt;
              }};
  Asked() {
    robot.language(Language::fr).tap("menu.propose").tap_shown("theme.youth").keys("stade").tap("nav.next");
    robot.tap("propose.review.about.edit");
  }
};

}  // namespace

TEST_CASE("gender and age are given with two touches and travel with the proposal") {
  Asked asked;
  asked.robot.tap("propose.about.woman").tap("propose.about.from_eighteen").tap("nav.next");
  CHECK(asked.robot.sees("propose.about.woman"));
  CHECK(asked.robot.sees("propose.about.from_eighteen"));
  asked.robot.tap_shown("propose.review.send");
  REQUIRE(asked.sent);
  CHECK(asked.sent->about == About{.gender = Gender::woman, .age_band = AgeBand::from_18});
}

TEST_CASE("an answer touched again is taken back and another one takes its place") {
  Asked asked;
  asked.robot.tap("propose.about.man")
      .tap("propose.about.man")
      .tap("propose.about.from_fifty")
      .tap("propose.about.from_thirty_five");
  asked.robot.tap("nav.next").tap_shown("propose.review.send");
  REQUIRE(asked.sent);
  CHECK(asked.sent->about == About{.gender = std::nullopt, .age_band = AgeBand::from_35});
}

TEST_CASE("who answers neither question goes on and nothing is sent about them") {
  Asked asked;
  CHECK_FALSE(asked.robot.can_tap("nav.next"));
  asked.robot.tap("propose.about.skip");
  CHECK(asked.robot.sees("propose.review.no_answer"));
  asked.robot.tap_shown("propose.review.send");
  REQUIRE(asked.sent);
  CHECK_FALSE(asked.sent->about.has_value());
}

TEST_CASE("answers are changed from the review and stay through a change of language and a way back") {
  Asked asked;
  asked.robot.tap("propose.about.woman").language(Language::ar).tap("nav.next").tap("propose.review.about.edit");
  asked.robot.tap("nav.back").tap("propose.review.about.edit").tap("propose.about.from_sixty_five").tap("nav.next");
  asked.robot.tap_shown("propose.review.send");
  REQUIRE(asked.sent);
  CHECK(asked.sent->about == About{.gender = Gender::woman, .age_band = AgeBand::from_65});
}

TEST_CASE("the next person finds no answer of the one before") {
  Asked asked;
  asked.robot.tap("propose.about.woman").tap("nav.start_again");
  asked.robot.language(Language::fr).write_proposal("eau");
  CHECK(asked.robot.sees("propose.review.no_answer"));
}

TEST_CASE("who came with a complaint learns where it goes and finds the proposal as it was") {
  Robot robot(some_station(), stored_at_once());
  robot.language(Language::fr).tap("menu.propose").tap_shown("theme.youth").keys("stade").tap("nav.back");
  robot.tap_shown("propose.elsewhere");
  CHECK(robot.reads("elsewhere.complaint.address") == "chikaya.ma");
  CHECK(robot.reads("elsewhere.national.address") == "eparticipation.ma");
  if (robot.can_tap("nav.more")) robot.tap("nav.more");
  CHECK(robot.sees("elsewhere.papers"));
  robot.language(Language::ar).tap("elsewhere.propose").tap_shown("theme.equality");
  CHECK(robot.reads("propose.text") == "stade");
}

TEST_CASE("a name of spaces alone is no name and the proposal goes without one") {
  std::optional<Submission> sent;
  Robot robot(some_station(), [&](const kiosk::Save& save) -> std::optional<kiosk::Event> {
    sent = save.submission;
    return std::nullopt;
  });
  robot.language(Language::fr).tap("menu.propose").tap_shown("theme.youth").keys("stade").tap("nav.next");
  robot.tap("propose.review.author.edit").tap("propose.author.consent").tap_shown("propose.author.named");
  robot.keys("  ").tap("nav.next");
  CHECK(robot.sees("propose.review.without_name"));
  robot.tap_shown("propose.review.send");
  REQUIRE(sent);
  CHECK_FALSE(std::get<Proposal>(sent->body).author);
  CHECK(validate(*sent));
}
