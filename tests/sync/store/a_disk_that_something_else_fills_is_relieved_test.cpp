// A disk that something else fills to its last block: what waits is delivered all the same, and that makes room.
#include <catch2/catch.hpp>

#include <sys/stat.h>

#include <fstream>
#include <set>

#include "sync/agent/status.h"
#include "sync/store/room/disk.h"
#include "sync/store/room/reserve.h"
#include "tests/support/small_disk.h"
#include "tests/sync/safe_town.h"

using namespace minbar;
using test::taken;

namespace {

// A town whose shared folder lies on a disk of its own.
struct DiskTown : test::SafeTown {
  explicit DiskTown(int block_bytes) : disk(64, block_bytes) {
    if (!disk.is_there()) return;
    const auto there = disk.path() / "shared";
    std::filesystem::create_directory(there);
    std::filesystem::permissions(
        there, std::filesystem::perms::owner_all | std::filesystem::perms::group_all | std::filesystem::perms::set_gid);
    REQUIRE(agent.folder->database().checkpoint());
    std::filesystem::copy(kiosk.shared / "kiosk.db", there / "kiosk.db");
    kiosk.shared = there;
    open_both();
  }
  void open_both() {
    screen = kiosk.open(store::Role::kiosk);
    agent = kiosk.open(store::Role::agent);
  }
  // Nothing of the log is left to be written into.
  void fill_disk() {
    REQUIRE(agent.folder->database().checkpoint());
    disk.fill();
  }
  [[nodiscard]] bool has_reserve() const { return store::reserve_lacks(kiosk.shared) == 0; }
  [[nodiscard]] bool is_full() const { return taken(store::room_bytes(*screen.folder)) < limits::log_room_bytes; }
  void deliver() {
    for (int i = 0; i < 200 && waiting() > 0; ++i) exchange();
  }
  [[nodiscard]] std::int64_t waiting() const {
    const auto counts = taken(screen.counts());
    return counts.waiting + counts.blobs_waiting;
  }
  [[nodiscard]] std::string status() const {
    return agent::status_text(taken(agent::read_status(*agent.folder, kiosk.clock)));
  }

  test::SmallDisk disk;
};

}  // namespace

TEST_CASE(
    "on a disk filled to its last block what waits is delivered and the reserve is made again when there is room") {
  const int block_bytes = GENERATE(1'024, 4'096);
  DiskTown town(block_bytes);
  if (!town.disk.is_there()) return;
  town.say_some(3);
  town.exchange();
  REQUIRE(town.has_reserve());
  std::set<std::int64_t> said{1, 2, 3};
  for (std::int64_t i = 4; i <= 30; ++i, said.insert(i - 1)) REQUIRE(town.say("نقترح"));
  REQUIRE(town.say("", 100'000));
  said.insert(31);
  town.fill_disk();
  REQUIRE(town.disk.available() < 4'096);
  CHECK(town.is_full());
  // both programs are started again by their supervisor meanwhile
  town.open_both();
  town.deliver();
  CHECK(town.waiting() == 0);
  CHECK_FALSE(town.has_reserve());
  CHECK(town.is_full());
  CHECK_THAT(town.status(), Catch::Matchers::Contains("full of other things"));
  std::set<std::int64_t> there;
  for (const auto& [sequence, bytes] : town.collector.now().records) there.insert(sequence);
  CHECK(there == said);
  CHECK(town.collector.now().blobs.size() == 1);
  CHECK(town.here().size() == 31);  // what is not in a backup is not given up where that would not be enough
  town.collector.back_up();
  town.exchange();
  town.exchange();
  CHECK(town.here().empty());  // what is safe goes, though nothing else fits
  town.disk.clear();
  town.exchange();
  CHECK(town.has_reserve());
  CHECK_FALSE(town.is_full());
  CHECK_THAT(town.status(), !Catch::Matchers::Contains("Disk:"));
  REQUIRE(town.say("نقترح"));
}

TEST_CASE(
    "what was acknowledged makes room oldest first on a disk that something else fills until the reserve is there") {
  DiskTown town(4'096);
  if (!town.disk.is_there()) return;
  constexpr int sounds = 40;
  for (int i = 0; i < sounds; ++i) REQUIRE(town.say("", 450'000));
  REQUIRE(store::make_reserve(town.kiosk.shared));
  town.fill_disk();
  CHECK(town.is_full());
  town.deliver();
  CHECK(town.waiting() == 0);
  CHECK(town.collector.now().records.size() == sounds);
  CHECK(town.collector.now().blobs.size() == sounds);
  for (int i = 0; i < 10 && !town.has_reserve(); ++i) town.exchange();
  CHECK(town.has_reserve());
  CHECK_FALSE(town.is_full());
  const auto here = town.sounds_here();
  REQUIRE_FALSE(here.empty());
  CHECK(here.size() < sounds);
  CHECK(here.back() == sounds);
  CHECK(here == test::from_to(here.front(), sounds));
  REQUIRE(town.say("نقترح"));
  town.exchange();
  CHECK(town.collector.now().records.size() == sounds + 1);
}

TEST_CASE("with nothing to give and no reserve what waits stays and goes once blocks are free") {
  DiskTown town(4'096);
  if (!town.disk.is_there()) return;
  town.say_some(5);
  std::filesystem::remove(town.kiosk.shared / "reserve");
  town.fill_disk();
  const auto reply = town.kiosk.verified(town.kiosk.answer_to(town.ask()));
  CHECK(town.agent.carrier.apply_reply(reply).error().code == Errc::full);
  CHECK_THAT(town.status(), Catch::Matchers::Contains("full of other things"));
  CHECK(town.waiting() == 5);
  town.disk.clear();
  town.deliver();
  CHECK(town.waiting() == 0);
  CHECK(town.has_reserve());
}

TEST_CASE("the reserve is really allocated and belongs to both users and is given up only when the disk is short") {
  DiskTown town(4'096);
  if (!town.disk.is_there()) return;
  const auto file = town.kiosk.shared / "reserve";
  std::filesystem::remove(file);
  std::ofstream(file) << "half of one, as after a kill";
  REQUIRE(store::make_reserve(town.kiosk.shared));
  struct stat info {};
  REQUIRE(::stat(file.c_str(), &info) == 0);
  CHECK((info.st_mode & 07777) == 0660);
  CHECK(info.st_blocks * 512 >= limits::reserve_bytes);
  CHECK_FALSE(store::give_up_reserve(town.kiosk.shared));
  town.fill_disk();
  const auto before = town.disk.available();
  CHECK(store::give_up_reserve(town.kiosk.shared));
  // but for the blocks that the file system keeps for itself meanwhile
  constexpr std::uintmax_t own_blocks = 16 * 4'096;
  CHECK(town.disk.available() - before + own_blocks >= static_cast<std::uintmax_t>(limits::reserve_bytes));
  CHECK_FALSE(store::give_up_reserve(town.kiosk.shared));
  CHECK_FALSE(store::make_reserve(town.kiosk.shared));
}

TEST_CASE("a kiosk is bounded below its disk and a small disk is asked for no reserve") {
  constexpr std::int64_t mebibyte = 1024 * 1024;
  CHECK(store::bound_for({.free = 0, .size = 1'000 * mebibyte}) == 792 * mebibyte);
  CHECK(store::bound_for({.free = 0, .size = 16 * mebibyte}) == 8 * mebibyte);
  test::SafeTown town;
  const auto disk = taken(store::space_of(town.kiosk.shared));
  const auto row = taken(town.agent.folder->database().query_one("SELECT max_bytes FROM content"));
  CHECK(row->integer(0) == store::bound_for(disk));
  const test::SmallDisk small(16, 4'096);
  if (!small.is_there()) return;
  CHECK_FALSE(store::make_reserve(small.path()));
  CHECK(store::reserve_lacks(small.path()) == 0);
}
