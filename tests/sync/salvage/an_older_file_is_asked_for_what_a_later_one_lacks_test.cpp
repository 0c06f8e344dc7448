// Two databases of one kiosk were set aside, one after the other: what the later one lost may stand in the earlier one.
#include <catch2/catch.hpp>

#include "sync/agent/stuck.h"
#include "sync/store/damage/set_aside.h"
#include "tests/sync/salvage/damaged_hall.h"

using namespace minbar;
using namespace minbar::test;

namespace {

// A kiosk whose first database was set aside without a loss, and that has said two things more in its second.
struct TwiceDamaged {
  TwiceDamaged() {
    REQUIRE(hall.open());
    hall.say_some(6);
    hall.close();
    std::ofstream(hall.file(), std::ios::in | std::ios::out) << std::string(100, '\0');
    const auto first = taken(hall.open());
    REQUIRE(first);
    REQUIRE(first->missing == 0);
    older = first->file;
    hall.say_some(2);
    hall.close();
    collector.clock.advance(60'000);
  }
  [[nodiscard]] std::int64_t missing() const { return store::missing_from(store::set_aside_in(hall.shared)); }

  TestCollector collector;
  DamagedHall hall{collector};
  std::string older;
};

}  // namespace

TEST_CASE("what a database lost is taken from one that was set aside before it") {
  TwiceDamaged kiosk;
  auto& hall = kiosk.hall;
  std::filesystem::resize_file(hall.file(), 0);
  REQUIRE(taken(store::mend(hall.shared, hall.keys, kiosk.collector.clock)));
  CHECK(kiosk.missing() == 8);
  REQUIRE(hall.open());  // and reads again
  CHECK(kiosk.missing() == 2);
  REQUIRE(hall.say());
  hall.live_on();
  hall.compare();
  CHECK(hall.lost == 2);
  CHECK(store::may_go(hall.shared).empty());  // somebody may read more of them
}

TEST_CASE("an older file is asked for a loss though another was asked on the same day") {
  TwiceDamaged kiosk;
  store::note_read_again(kiosk.hall.shared, kiosk.collector.clock.wall_ms());
  std::filesystem::resize_file(kiosk.hall.file(), 0);
  REQUIRE(kiosk.hall.open());
  CHECK(kiosk.missing() == 2);
}

TEST_CASE("a file that may have what another lacks is to be kept") {
  TwiceDamaged kiosk;
  const auto words = [&] { return agent::stuck_text(agent::read_stuck(kiosk.hall.shared)); };
  CHECK_THAT(words(), Catch::Contains("It may be deleted"));
  std::filesystem::resize_file(kiosk.hall.file(), 0);
  REQUIRE(taken(store::mend(kiosk.hall.shared, kiosk.hall.keys, kiosk.collector.clock)));
  CHECK_THAT(words(), Catch::Contains(kiosk.older + " was set aside, with 6 records brought over and none missing. "
                                                    "Keep the file"));
  CHECK_THAT(words(), !Catch::Contains("It may be deleted"));
  CHECK_THAT(words(), !Catch::Contains("delete it"));
  // whatever somebody deletes, what may have it is read
  store::remove_set_aside(kiosk.hall.shared, store::set_aside_in(kiosk.hall.shared).back().file);
  REQUIRE(store::set_aside_in(kiosk.hall.shared).at(0).file == kiosk.older);
  CHECK_THAT(words(), !Catch::Contains("It may be deleted"));
  CHECK(store::read_again(kiosk.hall.shared, kiosk.hall.keys, kiosk.collector.clock, {}) == 6);
}

TEST_CASE("an older file is read for a loss whatever an earlier note says is missing") {
  TwiceDamaged kiosk;
  auto& hall = kiosk.hall;
  auto older = store::set_aside_in(hall.shared).at(0);
  older.missing = 500;
  REQUIRE(store::note_set_aside(hall.shared, older));
  std::filesystem::resize_file(hall.file(), 0);
  REQUIRE(taken(store::mend(hall.shared, hall.keys, kiosk.collector.clock)));
  CHECK(store::read_again(hall.shared, hall.keys, kiosk.collector.clock, {}) == 6);
}

TEST_CASE("what one file gives stays counted when another gives nothing") {
  TwiceDamaged kiosk;
  auto& hall = kiosk.hall;
  std::filesystem::resize_file(hall.file(), 0);
  REQUIRE(taken(store::mend(hall.shared, hall.keys, kiosk.collector.clock)));
  auto newer = store::set_aside_in(hall.shared).back();
  newer.to_be_read = true;  // the disk did not give all of it
  REQUIRE(store::note_set_aside(hall.shared, newer));
  CHECK(store::read_again(hall.shared, hall.keys, kiosk.collector.clock, {}) == 6);
  CHECK(kiosk.missing() == 2);
}

TEST_CASE("a note whose numbers are none is a lost note") {
  TwiceDamaged kiosk;
  for (const char* note : {"{}", R"({"kept":1,"missing":-1})", R"({"kept":1,"missing":9007199254740993})"}) {
    INFO(note);
    std::ofstream(kiosk.hall.shared / (kiosk.older + ".note")) << note;
    CHECK_FALSE(store::set_aside_in(kiosk.hall.shared).at(0).noted);
    CHECK(store::may_go(kiosk.hall.shared).empty());
  }
}

TEST_CASE("an older file that had nothing of what is missing is kept like one that was not asked") {
  TwiceDamaged kiosk;
  auto& hall = kiosk.hall;
  std::filesystem::resize_file(hall.file(), 0);
  REQUIRE(taken(store::mend(hall.shared, hall.keys, kiosk.collector.clock)));
  std::filesystem::resize_file(hall.shared / kiosk.older, 0);
  CHECK(store::read_again(hall.shared, hall.keys, kiosk.collector.clock, {}) == 0);
  CHECK(kiosk.missing() == 8);
  CHECK(store::may_go(hall.shared).empty());
}
