// A newer agent opens the database of an older version, and changes its schema, while the kiosk looks for damage.
#include <catch2/catch.hpp>

#include <atomic>
#include <thread>

#include "sync/base/file.h"
#include "tests/sync/salvage/damaged_hall.h"

using namespace minbar;
using namespace minbar::test;

namespace {

constexpr int rounds = 12;

// As a version of so many steps left it.
void make_older(const std::filesystem::path& file, std::size_t steps) {
  auto database = taken(db::Database::open(file, {.group_writable = true, .whole_at_end = true, .log_stays = true}));
  REQUIRE(db::migrate(database, store::schema_steps().first(steps)));
}

std::int64_t version_in(const std::filesystem::path& file) {
  auto database = taken(db::Database::open(file, {.create = false, .read_only = true}));
  return taken(database.query_one("PRAGMA user_version")).value().integer(0);
}

}  // namespace

TEST_CASE("a database whose schema another program changes while it is looked at is not taken for a damaged one") {
  TestCollector collector;
  const auto newest = store::schema_steps().size();
  for (int round = 0; round < rounds; ++round) {
    const TemporaryFolder folder;
    const auto shared = folder.path() / "shared";
    const auto keys = folder.path() / "keys";
    REQUIRE(make_private_folder(keys));
    REQUIRE(store::prepare_folder(shared, true));
    make_older(shared / "kiosk.db", 1 + static_cast<std::size_t>(round) % 3);
    std::atomic<int> ready = 0;
    std::atomic<bool> done = false;
    bool opened = false;
    std::thread agent([&] {
      SeededRandom random(20'261'130 + static_cast<std::uint64_t>(round));
      for (++ready; ready < 2;) std::this_thread::yield();
      opened = store::Folder::open(shared, store::Role::agent, collector.clock, random).has_value();
      done = true;
    });
    for (++ready; ready < 2;) std::this_thread::yield();
    bool sound = true;
    while (!done) {
      const auto mended = store::mend(shared, keys, collector.clock);
      sound = sound && mended && !*mended;
    }
    agent.join();
    INFO("round " << round);
    CHECK(sound);
    CHECK(opened);
    CHECK(store::set_aside_in(shared).empty());
    CHECK(version_in(shared / "kiosk.db") == static_cast<std::int64_t>(newest));
  }
}

TEST_CASE("a damaged database that a newer agent opens while it is salvaged loses nothing that can be read") {
  TestCollector collector;
  DamagedHall hall(collector);
  REQUIRE(hall.open());
  hall.say_some(5);
  hall.close();
  overwrite(hall.file(), 0, Bytes(100));
  std::atomic<bool> done = false;
  std::thread agent([&] {
    SeededRandom random(20'261'130);
    while (!done) static_cast<void>(store::Folder::open(hall.shared, store::Role::agent, collector.clock, random));
  });
  // a program that opens all the time may keep the lock away for once
  auto mended = store::mend(hall.shared, hall.keys, collector.clock);
  for (int tries = 0; tries < 5 && !mended && mended.error().code == Errc::busy; ++tries)
    mended = store::mend(hall.shared, hall.keys, collector.clock);
  done = true;
  agent.join();
  REQUIRE((mended && *mended));
  CHECK((*mended)->missing == 0);
  REQUIRE(hall.open());
  hall.live_on();
  hall.compare();
  CHECK(hall.lost == 0);
}
