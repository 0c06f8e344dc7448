// What a salvage that was stopped finds at the next start when its note is gone, or when something else has the name of
// one of its files.
#include <catch2/catch.hpp>

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <string_view>

#include "sync/agent/stuck.h"
#include "sync/base/file.h"
#include "sync/store/damage/moving.h"
#include "sync/store/salvage/salvage.h"
#include "tests/sync/salvage/damaged_hall.h"

using namespace minbar;
using namespace minbar::test;

namespace {

struct StoppedWithoutNote {
  StoppedWithoutNote() {
    REQUIRE(hall.open());
    hall.say_some(6);
    hall.kiosk->folder->database().leave_log();
    hall.close();
    overwrite(hall.file(), 0, Bytes(4096));
  }
  void move_aside() {
    REQUIRE(store::note_moving(hall.shared, moving));
    REQUIRE(store::move_aside(hall.shared, moving));
  }
  void end_well(int lost = 0) {
    REQUIRE(hall.open());
    REQUIRE(hall.say());
    hall.live_on();
    hall.compare();
    CHECK(hall.lost == lost);
    CHECK_FALSE(store::is_moving(hall.shared));
    CHECK(std::filesystem::is_regular_file(hall.file()));
  }
  [[nodiscard]] std::filesystem::path aside(const char* part = "") const { return hall.shared / (moving.file + part); }

  TestCollector collector;
  DamagedHall hall{collector};
  store::Moving moving{.file = "kiosk.db.damaged-2026-11-30"};
};

constexpr auto kinds = {"none", "empty", "rubbish", "folder", "link", "pipe", "socket"};

void put(std::string_view kind, const std::filesystem::path& at) {
  std::filesystem::remove_all(at);
  if (kind == "empty") std::ofstream(at).close();
  if (kind == "rubbish") std::ofstream(at) << "{\"file\":";
  if (kind == "folder") std::filesystem::create_directories(at / "full");
  if (kind == "link") std::filesystem::create_symlink("/there/is/no/such/file", at);
  if (kind == "pipe") REQUIRE(::mkfifo(at.c_str(), 0660) == 0);
  if (kind != "socket") return;
  const int fd = ::socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un name{.sun_family = AF_UNIX, .sun_path = {}};
  REQUIRE(at.string().copy(static_cast<char*>(name.sun_path), sizeof name.sun_path - 1) == at.string().size());
  REQUIRE(::bind(fd, reinterpret_cast<const sockaddr*>(&name), sizeof name) == 0);
  ::close(fd);
}

}  // namespace

TEST_CASE("a salvage whose note is gone or cannot be read goes on with the file that was set aside") {
  for (const std::string_view kind : kinds)
    for (const bool behind_its_count : {false, true}) {
      INFO(kind << behind_its_count);
      StoppedWithoutNote stopped;
      auto& hall = stopped.hall;
      std::ofstream(hall.shared / "kiosk.db.damaged-2026-11-01") << "of an earlier time";
      REQUIRE(store::note_set_aside(hall.shared, {.file = "kiosk.db.damaged-2026-11-01", .kept = 3}));
      stopped.move_aside();
      if (behind_its_count) {
        REQUIRE(store::salvage({.damaged = stopped.aside(),
                                .fresh = store::salvaged_file(hall.shared),
                                .kept = taken(store::load_head(hall.keys))->head,
                                .known = {.key = hall.record_key.public_key()}}));
        REQUIRE(store::note_set_aside(hall.shared, {.file = stopped.moving.file, .kept = 6}));
      }
      put(kind, hall.shared / "kiosk.db.moving");
      stopped.end_well();
      for (const auto& one : store::set_aside_in(hall.shared)) CHECK((one.noted && one.missing == 0));
    }
}

TEST_CASE("a kiosk whose note of a salvage cannot be read and that has no file any more opens and names what is lost") {
  for (const std::string_view kind : kinds) {
    INFO(kind);
    StoppedWithoutNote stopped;
    put(kind, stopped.hall.shared / "kiosk.db.moving");
    for (const auto* part : {"", "-wal", "-shm"}) std::filesystem::remove(stopped.hall.file().string() + part);
    stopped.end_well(6);
  }
}

TEST_CASE("whatever has the name of a damaged file or of its note a salvage comes to its end and loses nothing") {
  for (const std::string_view kind : kinds)
    for (const auto* part : {"", ".note", ".note.part"}) {
      INFO(kind << part);
      // a file there is the one that was moved: nobody else has its name when that begins
      if (part == std::string_view() && (kind == "empty" || kind == "rubbish")) continue;
      StoppedWithoutNote stopped;
      REQUIRE(store::note_moving(stopped.hall.shared, stopped.moving));
      put(kind, stopped.aside(part));
      stopped.end_well();
    }
}

TEST_CASE("a log that was moved aside is not written over by one that somebody made since") {
  StoppedWithoutNote stopped;
  const auto log = stopped.hall.file().string() + "-wal";
  REQUIRE(store::note_moving(stopped.hall.shared, stopped.moving));
  std::filesystem::rename(log, stopped.aside("-wal"));
  std::ofstream(log) << "made by another";
  stopped.end_well();
}

TEST_CASE("a salvage killed between its two renames finds the log again though its note cannot be read") {
  for (const std::string_view kind : {"empty", "rubbish"}) {
    INFO(kind);
    StoppedWithoutNote stopped;
    std::filesystem::rename(stopped.hall.file().string() + "-wal", stopped.aside("-wal"));
    put(kind, stopped.hall.shared / "kiosk.db.moving");
    stopped.end_well();
  }
}

TEST_CASE("a journal of the damaged file is not read into the one that takes its place") {
  StoppedWithoutNote stopped;
  stopped.move_aside();
  // One that says that the database was empty before it, as SQLite lays it out (fileformat2, the rollback journal).
  Bytes journal(512);
  const Bytes head{0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7, 0, 0, 0, 0, 0,    0,
                   0,    0,    0,    0,    0,    0,    0,    0,    2, 0, 0, 0, 0x10, 0};
  std::copy(head.begin(), head.end(), journal.begin());
  REQUIRE(write_file(stopped.hall.file().string() + "-journal", journal, 0660));
  stopped.end_well();
  CHECK_FALSE(std::filesystem::exists(stopped.hall.file().string() + "-journal"));
}

TEST_CASE("a database that somebody put in the place of one that is being salvaged is kept for people") {
  StoppedWithoutNote stopped;
  stopped.move_aside();
  std::ofstream(stopped.hall.file()) << "made by another";
  stopped.end_well();
  const auto all = store::set_aside_in(stopped.hall.shared);
  REQUIRE(all.size() == 2);
  const auto& other = all[0].noted ? all[1] : all[0];
  CHECK_FALSE(other.noted);
  CHECK(std::filesystem::file_size(stopped.hall.shared / other.file) == 15);
}

TEST_CASE("status names what is in the way of a salvage") {
  StoppedWithoutNote stopped;
  const auto said = [&] { return agent::stuck_text(agent::read_stuck(stopped.hall.shared)); };
  CHECK(said().empty());
  SECTION("a log that is a link") {
    stopped.move_aside();
    CHECK(said().find("In the way") == std::string::npos);
    put("link", stopped.aside("-wal"));
    CHECK(said().find("In the way:  " + stopped.aside("-wal").string()) != std::string::npos);
  }
  SECTION("a folder that has the name of the database") {
    put("folder", stopped.hall.file());
    CHECK(said().find("In the way:  " + stopped.hall.file().string()) != std::string::npos);
  }
}
