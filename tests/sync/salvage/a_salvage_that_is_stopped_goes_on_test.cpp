// Steps of a salvage that a power cut ends, and what the other program finds meanwhile.
#include <catch2/catch.hpp>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sync/agent/stuck.h"
#include "sync/store/damage/moving.h"
#include "sync/store/damage/opening.h"
#include "sync/store/salvage/page_file.h"
#include "sync/store/salvage/salvage.h"
#include "tests/sync/salvage/damaged_hall.h"

using namespace minbar;
using namespace minbar::test;

namespace {

struct Stopped {
  Stopped() {
    REQUIRE(hall.open());
    hall.say_some(6);
    hall.close();
    overwrite(hall.file(), 0, Bytes(4096));
  }
  void end_well() {
    REQUIRE(hall.open());
    hall.live_on();
    hall.compare();
    CHECK(hall.lost == 0);
    CHECK_FALSE(store::is_moving(hall.shared));
  }
  TestCollector collector;
  DamagedHall hall{collector};
  store::Moving moving{.file = "kiosk.db.damaged-2026-11-30"};
};

constexpr uid_t another_user = 12345;

void give_to(const DamagedHall& hall, uid_t user) {
  for (const auto& entry : std::filesystem::recursive_directory_iterator(hall.folder.path()))
    REQUIRE(::chown(entry.path().c_str(), user, user) == 0);
}

// In a process of its own; true when it returned true.
bool as_user(uid_t user, const std::function<bool()>& work) {
  const auto child = ::fork();
  if (child == 0) ::_exit(::setgid(user) == 0 && ::setuid(user) == 0 && work() ? 0 : 1);
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

}  // namespace

TEST_CASE("a salvage that was stopped at any step is finished at the next start") {
  Stopped stopped;
  auto& hall = stopped.hall;
  REQUIRE(store::note_moving(hall.shared, stopped.moving));
  SECTION("before anything was moved") {}
  SECTION("when the log was moved and the file was not") {
    overwrite(hall.file().string() + "-wal", 0, Bytes(1));
    std::filesystem::rename(hall.file().string() + "-wal", hall.shared / (stopped.moving.file + "-wal"));
  }
  SECTION("when the file was moved") { REQUIRE(store::move_aside(hall.shared, stopped.moving)); }
  SECTION("when the new one was half made") {
    REQUIRE(store::move_aside(hall.shared, stopped.moving));
    std::ofstream(store::salvaged_file(hall.shared)) << "half";
  }
  SECTION("when the new one was whole and not in its place, and somebody had made one there") {
    REQUIRE(store::move_aside(hall.shared, stopped.moving));
    REQUIRE(store::salvage({.damaged = hall.shared / stopped.moving.file,
                            .fresh = store::salvaged_file(hall.shared),
                            .kept = taken(store::load_head(hall.keys))->head,
                            .known = {.key = hall.record_key.public_key()}}));
    stopped.moving.salvaged = true;
    REQUIRE(store::note_moving(hall.shared, stopped.moving));
    std::ofstream(hall.file()) << "made by another";
    std::ofstream(hall.file().string() + "-wal") << "with a log";
    SECTION("") {}
    SECTION("or it was in its place") { REQUIRE(store::put_in_place(hall.shared, stopped.collector.clock.wall_ms())); }
  }
  stopped.end_well();
}

TEST_CASE("a salvage that was stopped behind its note counts again what is missing") {
  TestCollector collector;
  DamagedHall hall(collector);
  REQUIRE(hall.open());
  hall.say_some(3);
  hall.close();
  std::filesystem::resize_file(hall.file(), 0);
  const auto first = taken(hall.open());
  REQUIRE(first);
  CHECK(first->missing == 3);
  hall.close();
  for (const auto* part : {"", "-wal", "-shm"}) std::filesystem::remove(hall.file().string() + part);
  REQUIRE(store::note_moving(hall.shared, {.file = first->file}));
  const auto again = taken(hall.open());
  REQUIRE(again);
  CHECK(again->missing == 3);
  CHECK(store::set_aside_in(hall.shared).at(0).missing == 3);
}

TEST_CASE("a kiosk whose damaged file or whose new one was taken away in a salvage opens all the same") {
  Stopped stopped;
  auto& hall = stopped.hall;
  SECTION("the damaged one") { REQUIRE(store::note_moving(hall.shared, stopped.moving)); }
  SECTION("the new one") {
    stopped.moving.salvaged = true;
    REQUIRE(store::note_moving(hall.shared, stopped.moving));
  }
  for (const auto* part : {"", "-wal", "-shm"}) std::filesystem::remove(hall.file().string() + part);
  const auto mended = taken(hall.open());
  REQUIRE(mended);
  CHECK(mended->missing == 6);
  REQUIRE(hall.say());
  hall.live_on();
  hall.compare();
  CHECK(hall.lost == 6);
  CHECK_FALSE(store::is_moving(hall.shared));
}

TEST_CASE("status says of no file that it may be deleted while a salvage is under way") {
  Stopped stopped;
  auto& hall = stopped.hall;
  REQUIRE(store::note_moving(hall.shared, stopped.moving));
  REQUIRE(store::move_aside(hall.shared, stopped.moving));
  std::ofstream(hall.shared / "kiosk.db.damaged-2026-11-01") << "set aside earlier";
  REQUIRE(store::note_set_aside(hall.shared, {.file = "kiosk.db.damaged-2026-11-01", .kept = 3}));
  const auto said = agent::stuck_text(agent::read_stuck(hall.shared));
  CHECK(said.find("is being salvaged: do not touch it") != std::string::npos);
  CHECK(said.find("deleted") == std::string::npos);
  stopped.end_well();
  CHECK(agent::stuck_text(agent::read_stuck(hall.shared)).find("none missing. It may be deleted") != std::string::npos);
}

TEST_CASE("status says of a file whose note is lost that it is to be kept") {
  TemporaryFolder folder;
  std::ofstream(folder.path() / "kiosk.db.damaged-2026-11-01") << "set aside earlier";
  const auto said = agent::stuck_text(agent::read_stuck(folder.path()));
  CHECK(said.find("Keep the file") != std::string::npos);
  CHECK(said.find("deleted") == std::string::npos);
}

TEST_CASE("nobody opens or makes a database while one is being salvaged") {
  Stopped stopped;
  auto& hall = stopped.hall;
  const auto opened = [&] {
    return store::Folder::open(hall.shared, store::Role::agent, stopped.collector.clock, hall.random);
  };
  {
    const auto alone = taken(store::OpeningLock::alone(hall.shared));
    CHECK(opened().error().code == Errc::unavailable);
  }
  REQUIRE(store::note_moving(hall.shared, stopped.moving));
  REQUIRE(store::move_aside(hall.shared, stopped.moving));
  CHECK(opened().error().code == Errc::unavailable);
  CHECK_FALSE(std::filesystem::exists(hall.file()));
  stopped.end_well();
  CHECK(opened());
}

TEST_CASE("whoever uses a database keeps a salvage away though somebody has taken the file of the lock away") {
  Stopped stopped;
  auto& hall = stopped.hall;
  const auto file = hall.shared / "kiosk.db.lock";
  std::filesystem::remove(file);
  const auto shared = taken(store::OpeningLock::share(hall.shared, false));
  const int lock = ::open(file.c_str(), O_RDWR | O_CLOEXEC);
  REQUIRE(lock >= 0);
  CHECK(::flock(lock, LOCK_EX | LOCK_NB) != 0);
  ::close(lock);
  TemporaryFolder empty;
  CHECK(store::OpeningLock::share(empty.path(), false));
  CHECK(std::filesystem::is_empty(empty.path()));
}

TEST_CASE("an agent that still has the damaged file open takes nothing away from the new one") {
  TestCollector collector;
  DamagedHall hall(collector);
  REQUIRE(hall.open());
  hall.say_some(3);
  std::optional<Store> agent(taken(store::Folder::open(hall.shared, store::Role::agent, collector.clock, hall.random)));
  REQUIRE(agent->counts());
  hall.close();
  overwrite(hall.file(), 0, Bytes(100));
  REQUIRE(taken(hall.open()));
  REQUIRE(hall.say());
  CHECK_FALSE(agent->folder->in_place());
  agent.reset();
  REQUIRE(hall.say());
  CHECK(std::filesystem::exists(hall.file().string() + "-wal"));
  hall.live_on();
  hall.compare();
  CHECK(hall.lost == 0);
}

TEST_CASE("a database of another owner or a newer program is not taken for a damaged one") {
  TestCollector collector;
  DamagedHall hall(collector);
  REQUIRE(hall.open());
  hall.say_some(1);
  hall.close();
  {
    auto database = taken(db::Database::open(hall.file()));
    REQUIRE(database.run_script("CREATE TABLE newer (x); PRAGMA user_version = 99"));
  }
  const auto opened = hall.open();
  REQUIRE_FALSE(opened);
  CHECK(opened.error().code == Errc::unsupported_version);
  CHECK(store::set_aside_in(hall.shared).empty());
}

TEST_CASE("a database whose log cannot be opened is not taken for a damaged one and lacks nothing once it can") {
  TestCollector collector;
  DamagedHall hall(collector);
  REQUIRE(hall.open());
  hall.say_some(3);
  hall.kiosk->folder->database().leave_log();
  hall.close();
  const auto log = hall.file().string() + "-wal";
  REQUIRE(std::filesystem::file_size(log) > 3 * 4096);
  SECTION("because it is a link") {
    const auto elsewhere = hall.folder.path() / "elsewhere";
    std::filesystem::rename(log, elsewhere);
    std::filesystem::create_symlink(elsewhere, log);
    for (int i = 0; i < 4; ++i) {
      const auto opened = hall.open();
      REQUIRE_FALSE(opened);
      CHECK(opened.error().code == Errc::denied);
      CHECK(opened.error().context.find("kiosk.db-wal") != std::string::npos);
    }
    const auto agent = store::Folder::open(hall.shared, store::Role::agent, collector.clock, hall.random);
    CHECK((!agent && agent.error().code == Errc::denied));
    const auto read = store::PageFile::open(hall.file(), log);
    CHECK((!read && read.error().code == Errc::denied));
    std::filesystem::remove(log);
    std::filesystem::rename(elsewhere, log);
  }
  SECTION("because it is another user's") {
    if (::geteuid() != 0) return;
    REQUIRE(::chmod(hall.folder.path().c_str(), 0755) == 0);
    give_to(hall, another_user);
    REQUIRE((::chown(log.c_str(), 0, 0) == 0 && ::chmod(log.c_str(), 0600) == 0));
    CHECK(as_user(another_user, [&] {
      const auto read = store::PageFile::open(hall.file(), log);
      bool denied = !read && read.error().code == Errc::denied;
      for (int i = 0; i < 4; ++i) {
        const auto mended = store::mend(hall.shared, hall.keys, collector.clock);
        denied = denied && !mended && mended.error().code == Errc::denied;
      }
      return denied;
    }));
    give_to(hall, 0);
  }
  CHECK(store::set_aside_in(hall.shared).empty());
  REQUIRE(hall.open());
  hall.live_on();
  hall.compare();
  CHECK(hall.lost == 0);
}

TEST_CASE("of databases that were set aside a few are kept and first those from which something is missing") {
  TemporaryFolder folder;
  for (int i = 0; i < 7; ++i) {
    const auto name = taken(store::free_name(folder.path(), 1'796'000'000'000));
    std::ofstream(folder.path() / name) << "damaged";
    REQUIRE(store::note_set_aside(folder.path(), {.file = name, .kept = 3, .missing = i == 1 ? 2 : 0}));
  }
  store::keep_few_set_aside(folder.path());
  const auto kept = store::set_aside_in(folder.path());
  CHECK(kept.size() == limits::damaged_files);
  CHECK(std::count_if(kept.begin(), kept.end(), [](const auto& one) { return one.missing == 2; }) == 1);
}

TEST_CASE("a database from which something is missing stays until a person takes it away") {
  TemporaryFolder folder;
  const auto set_aside = [&](std::int64_t missing) {
    const auto name = taken(store::free_name(folder.path(), 1'796'000'000'000));
    std::ofstream(folder.path() / name) << "damaged";
    REQUIRE(store::note_set_aside(folder.path(), {.file = name, .kept = 3, .missing = missing}));
    return name;
  };
  for (int i = 0; i < 7; ++i) (void)set_aside(2);
  const auto unknown = set_aside(0);
  std::filesystem::remove(folder.path() / (unknown + ".note"));
  store::keep_few_set_aside(folder.path());
  CHECK(store::set_aside_in(folder.path()).size() == 8);
}

TEST_CASE("a database set aside earlier stays while something is missing from a later one") {
  TemporaryFolder folder;
  std::vector<std::string> names;
  for (int i = 0; i < 6; ++i) {
    names.push_back(taken(store::free_name(folder.path(), 1'796'000'000'000)));
    std::ofstream(folder.path() / names.back()) << "damaged";
    REQUIRE(store::note_set_aside(folder.path(), {.file = names.back(), .kept = 3, .missing = i == 2 ? 1 : 0}));
    std::filesystem::last_write_time(folder.path() / (names.back() + ".note"),
                                     std::filesystem::file_time_type(std::chrono::hours(i)));
  }
  store::keep_few_set_aside(folder.path());
  const auto kept = store::set_aside_in(folder.path());
  const auto is_kept = [&](const std::string& name) {
    return std::any_of(kept.begin(), kept.end(), [&](const auto& one) { return one.file == name; });
  };
  CHECK(kept.size() == limits::damaged_files);
  CHECK((is_kept(names[0]) && is_kept(names[1]) && is_kept(names[2]) && is_kept(names[5])));
}
