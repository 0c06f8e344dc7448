// An agent that has the damaged file open while the kiosk salvages it: what waits is in the log alone.
#include <catch2/catch.hpp>

#include "sync/store/damage/moving.h"
#include "sync/store/salvage/page_file.h"
#include "sync/store/salvage/readable.h"
#include "tests/sync/salvage/damaged_hall.h"

using namespace minbar;
using namespace minbar::test;

namespace {

struct Watched {
  Watched() {
    REQUIRE(hall.open());
    hall.say_some(3);
    hall.live_on();
    agent.emplace(taken(store::Folder::open(hall.shared, store::Role::agent, collector.clock, hall.random)));
    hall.say_some(12);
  }
  // The kiosk was killed, and is finding out that its file is damaged.
  void set_aside() {
    hall.kiosk->folder->database().leave_log();
    hall.close();
    logged = std::filesystem::file_size(hall.file().string() + "-wal");
    REQUIRE(logged > 12 * 4096);
    REQUIRE(store::note_moving(hall.shared, moving));
    REQUIRE(store::move_aside(hall.shared, moving));
  }
  [[nodiscard]] std::filesystem::path log() const { return hall.shared / (moving.file + "-wal"); }
  void end_well() {
    REQUIRE(taken(hall.open()));
    hall.live_on();
    hall.compare();
    CHECK(hall.lost == 0);
    CHECK(store::set_aside_in(hall.shared).at(0).missing == 0);
  }

  TestCollector collector;
  DamagedHall hall{collector};
  std::optional<Store> agent;
  store::Moving moving{.file = "kiosk.db.damaged-2026-11-30"};
  std::uintmax_t logged = 0;
};

}  // namespace

TEST_CASE("an agent that is stopped while its file is salvaged leaves the log to the kiosk") {
  Watched watched;
  watched.set_aside();
  watched.agent.reset();
  CHECK(std::filesystem::file_size(watched.log()) == watched.logged);
  watched.end_well();
}

TEST_CASE("an answer that comes while the file is salvaged changes neither the file nor its log") {
  Watched watched;
  const wire::Exchange over = [&](ByteView frame) {
    auto answer = watched.collector->exchange(frame);
    watched.set_aside();
    return answer;
  };
  agent::Session session{*watched.agent, watched.hall.transport_key, over, "test"};
  CHECK(agent::exchange_once(session, {}).outcome == agent::Outcome::store);
  CHECK(std::filesystem::file_size(watched.log()) == watched.logged);
  watched.end_well();
}

TEST_CASE("what a log held when a salvage began is salvaged though somebody empties the log meanwhile") {
  Watched watched;
  watched.set_aside();
  const auto file = taken(store::PageFile::open(watched.hall.shared / watched.moving.file, watched.log()));
  std::filesystem::resize_file(watched.log(), 0);
  CHECK(store::readable_in(file).records.size() >= 15);
  CHECK_FALSE(file.unreadable());
}

TEST_CASE("a part of a damaged file that goes while it is salvaged is looked for again later") {
  Watched watched;
  watched.set_aside();
  const auto damaged = watched.hall.shared / watched.moving.file;
  const auto file = taken(store::PageFile::open(damaged, watched.log()));
  std::filesystem::resize_file(damaged, 4096);
  static_cast<void>(store::readable_in(file));
  CHECK(file.unreadable());
}
