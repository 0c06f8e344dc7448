// What the screens do between a face and the thanks: each change goes to the disk under one id, and no page promises
// what the disk has not.
#include <catch2/catch.hpp>

#include <optional>
#include <string_view>
#include <vector>

#include "sync/base/limits.h"
#include "sync/domain/records/validate.h"
#include "tests/kiosk/kept.h"
#include "tests/support/robot.h"

using namespace minbar;
using namespace minbar::test;

namespace {

// What was asked to be kept while a citizen goes on, on a disk that can be slow or full.
struct Drafts {
  enum class Disk : std::uint8_t { takes, refuses, says_nothing };
  Disk disk = Disk::takes;
  std::vector<kiosk::Save> kept = {};

  void serve(Robot& robot) {
    robot.keep_draft = [this](const kiosk::KeepDraft& begun) -> std::optional<kiosk::Event> {
      kept.push_back(begun.save);
      const auto& id = begun.save.submission.id;
      if (disk == Disk::says_nothing) return std::nullopt;
      if (disk == Disk::refuses) return kiosk::event::DraftNotKept{id};
      return kiosk::event::DraftKept{id};
    };
  }
  [[nodiscard]] const Rating& newest() const { return std::get<Rating>(kept.back().submission.body); }
};

Robot& touch_a_face(Robot& robot, std::string_view face) {
  return robot.tap("menu.rate").tap_shown("service.civil_status").tap(face);
}

}  // namespace

TEST_CASE("the page after a face comes only when the rating is on the disk") {
  Kept kept;
  Drafts drafts{.disk = Drafts::Disk::says_nothing};
  Robot robot(some_station(), kept.perform());
  drafts.serve(robot);
  touch_a_face(robot.language(Language::fr), "face.2");
  CHECK(robot.sees("saving.title"));
  CHECK_FALSE(robot.can_tap("rate.done"));
  REQUIRE(drafts.kept.size() == 1);
  CHECK(drafts.newest().satisfaction == Satisfaction::dissatisfied);
  CHECK(validate(drafts.kept.front().submission));
  robot.tell(kiosk::event::DraftKept{RecordId{}});  // another's
  CHECK(robot.sees("saving.title"));
  robot.tell(kiosk::event::DraftKept{drafts.kept.front().submission.id});
  CHECK(robot.sees("rate.reasons.help"));
  CHECK(kept.saves.empty());
}

TEST_CASE("while a rating is being kept no idle timer ends its session") {
  Kept kept;
  Drafts drafts{.disk = Drafts::Disk::says_nothing};
  Robot robot(some_station(), kept.perform());
  drafts.serve(robot);
  touch_a_face(robot.language(Language::fr), "face.2").wait(10 * limits::idle_warning_ms);
  CHECK(robot.sees("saving.title"));
  robot.tell(kiosk::event::DraftKept{drafts.kept.front().submission.id});
  robot.wait(limits::idle_warning_ms - 1);
  CHECK_FALSE(robot.sees("idle.title"));
  robot.wait(1 + limits::idle_countdown_ms);
  CHECK(kept.saves.size() == 1);
}

TEST_CASE("each change of a rating goes to the disk under the id with which it is saved") {
  Kept kept;
  Drafts drafts;
  Robot robot(some_station(), kept.perform());
  drafts.serve(robot);
  touch_a_face(robot.language(Language::fr), "face.1").tap_shown("reason.welcome");
  CHECK(drafts.newest().reasons == std::vector<ReasonId>{{"welcome"}});
  robot.tap_shown("reason.welcome").tap("face.4");
  CHECK(drafts.newest().reasons.empty());
  CHECK(drafts.newest().satisfaction == Satisfaction::satisfied);
  robot.tap_shown("rate.comment.add").keys("trop");
  CHECK(drafts.newest().comment == "trop");
  const auto changes = drafts.kept.size();
  robot.tap("nav.back").tap_shown("rate.comment.add");  // nothing to write
  CHECK(drafts.kept.size() == changes);
  for (int i = 0; i < 4; ++i) robot.tap("key.backspace");
  CHECK(drafts.newest().comment.empty());  // what is taken back is taken from the disk
  CHECK(kept.saves.empty());
  robot.tap("rate.done");
  REQUIRE(kept.saves.size() == 1);
  for (const auto& begun : drafts.kept) CHECK(begun.submission.id == kept.saves.front().submission.id);
  CHECK(drafts.newest() == kept.rating());
  CHECK(drafts.kept.back().submission.made_at_s % limits::rating_time_s == 0);
}

TEST_CASE("a rating that the disk does not take says so and goes on and says it no more once it is kept") {
  Kept kept;
  Drafts drafts{.disk = Drafts::Disk::refuses};
  Robot robot(some_station(), kept.perform());
  drafts.serve(robot);
  touch_a_face(robot.language(Language::ar), "face.5");
  CHECK(robot.sees("rate.reasons.unkept"));
  CHECK_FALSE(robot.sees("rate.reasons.help"));
  robot.tap("face.4");
  CHECK(robot.sees("rate.reasons.unkept"));
  drafts.disk = Drafts::Disk::takes;
  robot.tap_shown("rate.comment.add").keys("ا").tap("nav.back");
  CHECK(robot.sees("rate.reasons.help"));
  drafts.disk = Drafts::Disk::refuses;  // its face is kept all the same
  robot.tap("face.3");
  CHECK(robot.sees("rate.reasons.help"));
  robot.tap("nav.start_again");
  REQUIRE(kept.saves.size() == 1);
  CHECK(kept.rating().satisfaction == Satisfaction::neutral);
}

TEST_CASE("beside a counter a face is saved at once and no draft is made") {
  Kept kept;
  Drafts drafts;
  Robot robot(some_station(), kept.perform(), portrait, Robot::Motion::off, shared_real_pack(),
              ServiceId{"civil_status"});
  drafts.serve(robot);
  robot.tap("face.2");
  CHECK(kept.saves.size() == 1);
  CHECK(drafts.kept.empty());
}
