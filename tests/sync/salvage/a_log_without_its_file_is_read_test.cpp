// Where somebody took the database away, or emptied it, its records stand in its log alone. SQLite would delete that
// log.
#include <catch2/catch.hpp>

#include "tests/sync/salvage/damaged_hall.h"

using namespace minbar;
using namespace minbar::test;

namespace {

// A kiosk that was killed with six records, all of them in the log.
struct Left {
  explicit Left(bool gone) {
    REQUIRE(hall.open());
    hall.say_some(6);
    hall.kiosk->folder->database().leave_log();
    hall.close();
    REQUIRE(std::filesystem::file_size(log()) > 0);
    if (gone)
      std::filesystem::remove(hall.file());
    else
      std::filesystem::resize_file(hall.file(), 0);
  }
  [[nodiscard]] std::filesystem::path log() const { return hall.file().string() + "-wal"; }
  void comes_back_whole() {
    REQUIRE(hall.open());
    REQUIRE(hall.say());
    hall.live_on();
    hall.compare();
    CHECK(hall.lost == 0);
  }

  TestCollector collector;
  DamagedHall hall{collector};
};

}  // namespace

TEST_CASE("an agent leaves a log alone whose database is gone or empty and the kiosk takes its records from it") {
  for (const bool gone : {false, true}) {
    INFO(gone);
    Left left(gone);
    const auto bytes = std::filesystem::file_size(left.log());
    CHECK(left.hall.exchange() == agent::Outcome::store);
    CHECK(std::filesystem::file_size(left.log()) == bytes);
    left.comes_back_whole();
  }
}

TEST_CASE("a log without its file is salvaged though the private folder no longer knows how far the chain goes") {
  for (const bool gone : {false, true}) {
    INFO(gone);
    Left left(gone);
    std::filesystem::remove(left.hall.keys / "chain.head");
    left.comes_back_whole();
  }
}
