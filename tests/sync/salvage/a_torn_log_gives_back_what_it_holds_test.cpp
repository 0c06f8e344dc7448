// The write-ahead log of a kiosk that was killed, damaged: what SQLite takes for the end of it is no end.
#include <catch2/catch.hpp>

#include "tests/sync/salvage/damaged_hall.h"

using namespace minbar;
using namespace minbar::test;

namespace {

constexpr std::uint64_t log_header = 32;
constexpr std::uint64_t frame = 24 + 4096;

// Its program was killed: what it said last is in the log alone.
struct Killed {
  Killed() {
    REQUIRE(hall.open());
    hall.say_some(5);
    hall.live_on();
    hall.say_some(12);
    folders.emplace(hall);
    hall.close();
    database = collector.copy_database();
  }
  int lost_after(const std::function<void(const std::filesystem::path& log)>& damage) {
    collector.put_back(database);
    folders->put_back();
    damage(hall.file().string() + "-wal");
    taken(hall.open());
    hall.live_on();
    hall.compare();
    hall.close();
    return hall.lost;
  }
  TestCollector collector;
  DamagedHall hall{collector};
  std::optional<Copied> folders;
  std::filesystem::path database;
};

}  // namespace

TEST_CASE("a log with a damaged frame gives back all that stands in its other frames") {
  Killed killed;
  const auto log = killed.hall.file().string() + "-wal";
  killed.folders->put_back();
  const auto frames = (std::filesystem::file_size(log) - log_header) / frame;
  REQUIRE(frames > 20);
  CHECK(killed.lost_after([](const auto&) {}) == 0);
  int all_lost = 0;
  for (std::uint64_t i = 0; i < frames; i += 3) {
    INFO("frame " << i << " of " << frames);
    const auto lost = killed.lost_after(
        [&](const auto& file) { overwrite(file, log_header + i * frame + 24 + 2000, Bytes(64, 0x5A)); });
    CHECK(lost <= 3);
    all_lost += lost;
  }
  INFO(all_lost);
  CHECK(all_lost < 12);
}

TEST_CASE("a log without its header or its beginning gives back what stands behind it") {
  Killed killed;
  CHECK(killed.lost_after([](const auto& log) { overwrite(log, 0, Bytes(log_header)); }) == 0);
  CHECK(killed.lost_after([](const auto& log) { overwrite(log, log_header, Bytes(frame)); }) <= 3);
}

TEST_CASE("what is lost with a log is named") {
  Killed killed;
  CHECK(killed.lost_after([](const auto& log) { std::filesystem::remove(log); }) == 12);
  CHECK(killed.lost_after([](const auto& log) { std::filesystem::resize_file(log, log_header + 7 * frame); }) > 0);
}

TEST_CASE("a page that rots in a log takes with it nothing that the file has when programs close and look") {
  TestCollector collector;
  DamagedHall hall(collector);
  REQUIRE(hall.open());
  hall.say_some(3);
  hall.close();                        // in the file
  std::optional<store::Folder> agent;  // so that nobody checks the log again
  agent.emplace(taken(store::Folder::open(hall.shared, store::Role::agent, collector.clock, hall.random)));
  REQUIRE(hall.open());
  REQUIRE(hall.say());
  const auto log = hall.file().string() + "-wal";
  const auto frames = (std::filesystem::file_size(log) - log_header) / frame;
  REQUIRE(frames > 3);
  for (std::uint64_t i = 0; i < frames; ++i) overwrite(log, log_header + i * frame + 24, Bytes(4096));
  SECTION("the one that meets it while it is open") {
    CHECK(agent->database().query("SELECT * FROM outbox").error().code == Errc::corrupt);
    agent.reset();
  }
  SECTION("or one that meets it as it opens") {
    CHECK_FALSE(store::Folder::open(hall.shared, store::Role::agent, collector.clock, hall.random));
  }
  SECTION("or one that does not meet it after another did") {
    store::ask_to_look(hall.shared);
    CHECK_FALSE(agent->empty_log());
  }
  store::ask_to_look(hall.shared);
  agent.reset();
  REQUIRE(taken(hall.open()));
  hall.live_on();
  hall.compare();
  CHECK(hall.lost == 1);
}
