#include <catch2/catch.hpp>

#include "sync/base/limits.h"
#include "sync/domain/records/validate.h"
#include "tests/kiosk/kept.h"
#include "tests/support/robot.h"

using namespace minbar;
using namespace minbar::test;

namespace {

Robot& open(Robot& robot) {
  return robot.tap_shown("menu.commitments").tap_shown("member.09.001.01.01").tap_shown("commitment.MAAGD0001");
}

// Every text of the page, turned to its end.
std::string whole_page(Robot& robot) {
  std::string out;
  for (int i = 0; i < 20; ++i) {
    for (const auto& text : robot.scene().texts) out += text.name + "=" + text.text + "\n";
    if (!robot.can_tap("nav.more")) break;
    robot.tap("nav.more");
  }
  return out;
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

std::vector<std::string> targets_with(Robot& robot, std::string_view prefix) {
  std::vector<std::string> names;
  for (const auto& target : robot.scene().targets)
    if (target.name.starts_with(prefix)) names.push_back(target.name);
  return names;
}

}  // namespace

TEST_CASE("the council where the kiosk stands comes first and then those around it") {
  Robot robot(some_station(), stored_at_once());
  robot.language(Language::ar).tap_shown("menu.commitments");
  const auto members = targets_with(robot, "member.");
  REQUIRE(members.size() > 2);
  CHECK(members[0] == "member.09.001.01.01");
  CHECK(members[1] == "member.09");  // the region it lies in
}

TEST_CASE("commitments are browsed by council and subject and progress and back leads the same way") {
  Robot robot(some_station(), stored_at_once());
  robot.language(Language::fr).tap_shown("menu.commitments").tap("commitments.by_theme");
  robot.tap_shown("theme.youth");
  CHECK(robot.reads("chosen.theme") == "Jeunesse");
  const auto listed = targets_with(robot, "commitment.");
  REQUIRE_FALSE(listed.empty());
  robot.tap(listed.front()).tap("nav.back");
  CHECK(robot.reads("chosen.theme") == "Jeunesse");
  robot.tap("nav.back");
  CHECK(targets_with(robot, "theme.").size() >= 5);
  robot.tap("commitments.by_progress").tap_shown("progress.unknown");
  CHECK(robot.reads("completion.unknown") == "Avancement non publié");
  CHECK(targets_with(robot, "commitment.").size() >= 3);
  robot.tap("nav.back").tap("nav.back");
  CHECK(robot.sees("menu.title"));
}

TEST_CASE("what is not published is said and nothing is made of it") {
  Robot robot(some_station(), stored_at_once());
  const auto page = whole_page(open(robot.language(Language::en)));
  CHECK(has(page, "completion.unknown="));
  CHECK(has(page, "commitment.not_published="));
  CHECK(has(page, "Open Government Partnership, opengovpartnership.org"));
  CHECK(has(page, "commitment.summary_ours="));  // the title stands as published, in English
  CHECK_FALSE(has(page, "step.title="));
  CHECK_FALSE(has(page, "figure.name="));
  CHECK_FALSE(has(page, "commitment.sample="));
  CHECK_FALSE(has(page, "commitment.partners.none="));
  CHECK(has(whole_page(robot.tap("nav.start_again").language(Language::ar).tell(kiosk::event::Touched{})),
            "menu.title="));
}

TEST_CASE("a sample shows every part and says on every screen that it is none") {
  Robot robot(some_station(), stored_at_once(), portrait, Robot::Motion::off, sample_pack());
  robot.language(Language::fr).tap_shown("menu.commitments");
  CHECK(has(whole_page(robot), "commitment.sample="));
  robot.tap_shown("member.09.001.01.01");
  CHECK(has(whole_page(robot), "commitment.sample="));
  const auto page = whole_page(robot.tap_shown("commitment.SAMPLE-BUDGET"));
  for (const auto* part : {"commitment.sample=", "completion.substantial=Substantiel", "potential.modest=Modeste",
                           "milestone.done=", "milestone.under_way=", "milestone.not_started=", "indicator.baseline=",
                           "indicator.latest=", "indicator.target=", "promise.lead=", "promise.partner="})
    CHECK(has(page, part));
  CHECK_FALSE(has(page, "promise.host="));
  CHECK(has(whole_page(robot.tap("commitment.rate")), "commitment.sample="));
  CHECK(has(whole_page(robot.tap("face.3")), "commitment.sample="));
  robot.tap("rate.done").tap("thanks.commitments").tap_shown("member.09.001.01.01");
  CHECK(has(whole_page(robot.tap_shown("commitment.SAMPLE-BUDGET").tap("commitment.propose")), "commitment.sample="));
}

TEST_CASE("one face rates a commitment and it is kept when the citizen walks away") {
  Kept kept;
  Robot robot(some_station(), kept.perform());
  open(robot.language(Language::ar)).tap("commitment.rate").tap("face.2");
  CHECK(kept.saves.empty());
  robot.wait(limits::idle_warning_ms + limits::idle_countdown_ms);
  REQUIRE(kept.saves.size() == 1);
  CHECK(kept.rating() == Rating{.subject = CommitmentId{"MAAGD0001"},
                                .satisfaction = Satisfaction::dissatisfied,
                                .reasons = {},
                                .comment = {},
                                .soon_after_another = false});
  CHECK(kept.saves.front().submission.made_at_s % limits::rating_time_s == 0);
  CHECK_FALSE(kept.saves.front().code);
}

TEST_CASE("a commitment is rated with a sentence and the thanks lead to others") {
  Kept kept;
  Robot robot(some_station(), kept.perform());
  open(robot.language(Language::fr)).tap("commitment.rate").tap("face.5");
  CHECK(targets_with(robot, "reason.").empty());
  robot.tap_shown("rate.comment.add").keys("bien").tap("rate.done");
  REQUIRE(kept.saves.size() == 1);
  CHECK(kept.rating().comment == "bien");
  CHECK(validate(kept.saves.front().submission));
  CHECK(robot.sees("receipt.thanks"));
  CHECK_FALSE(robot.can_tap("thanks.again"));
  robot.tap("thanks.commitments");
  CHECK(robot.can_tap("commitments.by_member"));
}

TEST_CASE("a second commitment rated within five seconds is marked") {
  Kept kept;
  Robot robot(some_station(), kept.perform());
  open(robot.language(Language::ar)).tap("commitment.rate").tap("face.1").tap("rate.done").tap("thanks.commitments");
  robot.tap_shown("member.09.001.01.01").tap_shown("commitment.MAAGD0003").tap("commitment.rate").tap("face.1");
  robot.tap("rate.done");
  REQUIRE(kept.saves.size() == 2);
  CHECK(std::get<Rating>(kept.saves[1].submission.body).soon_after_another);
}

TEST_CASE("back from the faces rates nothing and leads to the commitment and its list") {
  Kept kept;
  Robot robot(some_station(), kept.perform());
  open(robot.language(Language::fr)).tap("commitment.rate").tap("nav.back");
  CHECK(robot.can_tap("commitment.rate"));
  robot.tap("nav.back");
  CHECK(robot.can_tap("commitment.MAAGD0001"));
  robot.tap("nav.start_again").wait(10 * limits::idle_warning_ms);
  CHECK(kept.saves.empty());
}

TEST_CASE("a proposal made on a commitment shows it and names it") {
  Kept kept;
  Robot robot(some_station(), kept.perform());
  open(robot.language(Language::fr)).tap("commitment.propose");
  CHECK(robot.sees("chosen.commitment"));
  robot.tap_shown("theme.public_services").keys("un guichet").tap("nav.next");
  CHECK(has(whole_page(robot), "propose.review.commitment="));
  robot.tap_shown("propose.review.send");
  REQUIRE(kept.saves.size() == 1);
  const auto& proposal = std::get<Proposal>(kept.saves.front().submission.body);
  CHECK(proposal.commitment == CommitmentId{"MAAGD0001"});
  CHECK(proposal.text == "un guichet");
  CHECK(validate(kept.saves.front().submission));
  CHECK(kept.saves.front().code);
}

TEST_CASE("back from a proposal on a commitment leads to it and the next proposal is on none") {
  Kept kept;
  Robot robot(some_station(), kept.perform());
  open(robot.language(Language::fr)).tap("commitment.propose").tap("nav.back");
  CHECK(robot.can_tap("commitment.rate"));
  robot.tap("nav.start_again").language(Language::fr).write_proposal("un banc").tap_shown("propose.review.send");
  REQUIRE(kept.saves.size() == 1);
  CHECK_FALSE(std::get<Proposal>(kept.saves.front().submission.body).commitment);
}

TEST_CASE("a double tap on a card opens one commitment and says nothing") {
  Kept kept;
  Robot robot(some_station(), kept.perform());
  robot.language(Language::ar).tap_shown("menu.commitments").tap_shown("member.09.001.01.01");
  robot.tap_shown("commitment.MAAGD0001").tell(kiosk::event::OpenCommitment{{"MAAGD0001"}});
  CHECK(robot.can_tap("commitment.rate"));
  robot.tap("commitment.rate").tell(kiosk::event::OpenRating{});
  CHECK(robot.can_tap("face.1"));
  CHECK(kept.saves.empty());
}

TEST_CASE("without commitments there is no door to them") {
  static const auto without = [] {
    auto content = real_pack_files();
    for (auto& file : content)
      if (file.name == "commitments.json") file.text = R"({"commitments": []})";
    return parsed_pack(content);
  }();
  Robot robot(some_station(), stored_at_once(), portrait, Robot::Motion::off, without);
  robot.language(Language::ar);
  CHECK(robot.can_tap("menu.rate"));
  CHECK_FALSE(robot.can_tap("menu.commitments"));
}
