// A collector that never says what is safe: an earlier one, or one without backups.
#include <catch2/catch.hpp>

#include "tests/sync/safe_town.h"

using namespace minbar;
using test::from_to;
using test::taken;

namespace {

constexpr std::int64_t day_ms = 24 * test::hour_ms;

void live(test::SafeTown& town, int days) {
  for (int i = 0; i < days; ++i) {
    town.kiosk.clock.advance(day_ms);
    town.exchange_with_an_old_one();
  }
}

}  // namespace

TEST_CASE("what a collector without backups acknowledged goes after so many days on which it was heard") {
  test::SafeTown town;
  town.say_some(2);
  REQUIRE(town.say("", 5'000));
  town.exchange_with_an_old_one();
  live(town, static_cast<int>(limits::forget_after_days) - 1);
  CHECK(town.here() == from_to(1, 3));
  CHECK(town.sounds_here() == from_to(3, 3));
  town.say_some(1);
  live(town, 1);
  CHECK(town.here() == from_to(4, 4));
  CHECK(town.sounds_here().empty());
  CHECK(town.safety() == store::Safety{.not_yet = 1});  // nothing of it is known to be safe
}

TEST_CASE("many exchanges on one day are one day") {
  test::SafeTown town;
  town.say_some(1);
  for (int i = 0; i < 100; ++i) town.exchange_with_an_old_one();
  CHECK(town.here() == from_to(1, 1));
}

TEST_CASE("the days are counted as the agent was told") {
  test::SafeTown town;
  store::Carrier hasty(*town.agent.folder, 2);
  town.say_some(1);
  town.exchange_with_an_old_one();
  for (int i = 0; i < 2; ++i) {
    CHECK(town.here() == from_to(1, 1));
    town.kiosk.clock.advance(day_ms);
    REQUIRE(hasty.apply_reply(town.kiosk.verified(town.kiosk.answer_to(taken(hasty.make_request({}, "test"))))));
  }
  CHECK(town.here().empty());
}

TEST_CASE("a clock that jumps far ahead or back for a while makes nothing go") {
  test::SafeTown town;
  const auto wall = town.kiosk.clock.wall_ms();
  town.say_some(1);
  town.exchange_with_an_old_one();
  for (int i = 0; i < 50; ++i)
    for (const auto year : {0, 60 * 365, 130 * 365}) {
      town.kiosk.clock.turn_wall_to(year == 0 ? wall : year * day_ms);
      town.exchange_with_an_old_one();
    }
  CHECK(town.here() == from_to(1, 1));
}

TEST_CASE("a collector that has ever called something safe is never taken for one without backups") {
  test::SafeTown town;
  town.say_some(2);
  town.exchange();
  const bool mark = GENERATE(true, false);
  if (mark) {
    town.told(town.mark_at(1));
  } else {
    auto foreign = town.mark_at(1);
    foreign.header.bytes[0] ^= 1;
    town.told(foreign);  // it makes backups, if not of this history
  }
  live(town, 2 * static_cast<int>(limits::forget_after_days));
  CHECK(town.here() == from_to(mark ? 2 : 1, 2));
}

TEST_CASE("days that somebody wrote wrong stop no delivery") {
  test::SafeTown town;
  town.write("INSERT INTO talked (day, number) VALUES (1, 9223372036854775807), (2, -9223372036854775807)");
  town.say_some(1);
  CHECK(town.exchange_with_an_old_one().delivered == 1);
  live(town, 3);
  CHECK(town.here() == from_to(1, 1));
}
