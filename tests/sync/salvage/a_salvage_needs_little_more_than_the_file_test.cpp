// A disk that has room for the new database and little more.
#include <catch2/catch.hpp>

#include "sync/store/damage/set_aside.h"
#include "sync/store/salvage/salvage.h"
#include "tests/support/tiny_disk.h"
#include "tests/sync/salvage/damaged_hall.h"

using namespace minbar;
using namespace minbar::test;

namespace {

constexpr int recordings = 20;
constexpr int file_mebibytes = 10;

// A kiosk with recordings, as a file without a log.
struct Sounding {
  Sounding() {
    REQUIRE(hall.open());
    for (int i = 0; i < recordings; ++i) REQUIRE(hall.say("", 500'000));
    hall.close();
    REQUIRE(std::filesystem::file_size(hall.file()) > (file_mebibytes - 1) * 1'048'576);
    REQUIRE(std::filesystem::file_size(hall.file()) < file_mebibytes * 1'048'576);
  }
  void change(const std::string& sql) {
    auto database = taken(db::Database::open(hall.file(), {.create = false, .whole_at_end = true}));
    REQUIRE(database.run_script(sql));
  }
  [[nodiscard]] store::SalvageOrder order(const TinyDisk& disk) const {
    return {.damaged = hall.file(),
            .fresh = disk.path() / "fresh.db",
            .kept = taken(store::load_head(hall.keys))->head,
            .known = {.key = hall.record_key.public_key()}};
  }
  static std::int64_t number(const store::SalvageOrder& order, const std::string& sql) {
    auto database = taken(db::Database::open(order.fresh, {.create = false}));
    return taken(database.query_one(sql)).value().integer(0);
  }
  TestCollector collector;
  DamagedHall hall{collector};
};

}  // namespace

TEST_CASE("a salvage of recordings needs the room of the file and not twice as much") {
  Sounding sounding;
  const TinyDisk disk(file_mebibytes + 4);
  if (!disk.there()) return;
  const auto order = sounding.order(disk);
  const auto salvaged = taken(store::salvage(order));
  CHECK(salvaged.kept == recordings);
  CHECK(salvaged.missing == 0);
  CHECK(Sounding::number(order, "SELECT count(*) FROM blob WHERE bytes IS NOT NULL") == recordings);
}

TEST_CASE("on a short disk a salvage leaves out what the centre has and packs and nothing that waits") {
  Sounding sounding;
  sounding.change(
      "UPDATE blob SET state = 1 WHERE sequence > 3; "
      "INSERT INTO pack (version, taken_ms, unusable, frame) VALUES (1, 1, '', zeroblob(3000000))");
  const TinyDisk disk(file_mebibytes / 2);
  if (!disk.there()) return;
  auto order = sounding.order(disk);
  CHECK(store::salvage(order).error().code == Errc::full);
  order.sparing = true;
  const auto salvaged = taken(store::salvage(order));
  CHECK(salvaged.kept == recordings);
  CHECK(salvaged.missing == 0);
  CHECK(Sounding::number(order, "SELECT count(*) FROM blob WHERE state = 0 AND bytes IS NOT NULL") == 3);
  CHECK(Sounding::number(order, "SELECT count(*) FROM blob WHERE state = 1 AND bytes IS NULL") == recordings - 3);
  CHECK(Sounding::number(order, "SELECT count(*) FROM outbox WHERE envelope IS NOT NULL") == recordings);
}

TEST_CASE(
    "a salvage on a full disk gives up older files first then what the centre has and never what may be missing") {
  constexpr int older_mebibytes = 6;
  for (const bool is_enough : {true, false}) {
    INFO(is_enough);
    Sounding sounding;
    auto& hall = sounding.hall;
    sounding.change(
        "UPDATE blob SET state = 1 WHERE sequence > 3; "
        "INSERT INTO pack (version, taken_ms, unusable, frame) VALUES (1, 1, '', zeroblob(3000000))");
    const TinyDisk disk(is_enough ? 31 : 21);
    if (!disk.there()) return;
    const auto shared = disk.path() / "shared";
    REQUIRE(store::prepare_folder(shared, true));
    std::filesystem::copy_file(hall.file(), shared / "kiosk.db");
    hall.shared = shared;
    overwrite(hall.file(), 0, Bytes(100));
    const auto set_aside = [&](const std::string& name, std::int64_t missing, int hours) {
      std::ofstream(shared / name) << std::string(missing > 0 ? 1 : older_mebibytes * 1'048'576, 'x');
      REQUIRE(store::note_set_aside(shared, {.file = name, .kept = 3, .missing = missing}));
      std::filesystem::last_write_time(shared / (name + ".note"),
                                       std::filesystem::file_time_type(std::chrono::hours(hours)));
    };
    set_aside("kiosk.db.damaged-2026-11-01", 2, 1);
    set_aside("kiosk.db.damaged-2026-11-02", 0, 2);
    const auto mended = taken(store::mend(shared, hall.keys, sounding.collector.clock));
    REQUIRE(mended);
    CHECK(mended->kept == recordings);
    CHECK(std::filesystem::exists(shared / "kiosk.db.damaged-2026-11-01"));
    CHECK_FALSE(std::filesystem::exists(shared / "kiosk.db.damaged-2026-11-02"));
    const store::SalvageOrder made{.fresh = hall.file()};
    CHECK(Sounding::number(made, "SELECT count(*) FROM pack") == (is_enough ? 1 : 0));
    CHECK(Sounding::number(made, "SELECT count(*) FROM blob WHERE bytes IS NOT NULL") == (is_enough ? recordings : 3));
    CHECK(Sounding::number(made, "SELECT count(*) FROM outbox WHERE envelope IS NOT NULL") == recordings);
  }
}

TEST_CASE("a sound database whose programs meet errors stays where it is while there is no room for a new one") {
  Sounding sounding;
  TinyDisk disk(2 * file_mebibytes + 4);
  if (!disk.there()) return;
  auto& hall = sounding.hall;
  const auto shared = disk.path() / "shared";
  std::filesystem::copy(hall.shared, shared, std::filesystem::copy_options::recursive);
  std::ofstream(disk.path() / "small") << std::string(512 * 1024, 'x');
  disk.fill();
  std::filesystem::remove(disk.path() / "small");  // room for notes alone
  const auto look = [&] {
    store::ask_to_look(shared);
    return taken(store::mend(shared, hall.keys, sounding.collector.clock));
  };
  for (int i = 0; i < 5; ++i) CHECK_FALSE(look());
  CHECK(store::set_aside_in(shared).empty());
  disk.make_room();
  CHECK(look());
}

TEST_CASE("on a full disk no older file is given up that may have what the present one lacks") {
  Sounding sounding;
  TinyDisk disk(3 * file_mebibytes);
  if (!disk.there()) return;
  auto& hall = sounding.hall;
  const auto shared = disk.path() / "shared";
  REQUIRE(store::prepare_folder(shared, true));
  const std::string older = "kiosk.db.damaged-2026-11-01";
  std::filesystem::copy_file(hall.file(), shared / older);
  REQUIRE(store::note_set_aside(shared, {.file = older, .kept = recordings, .turn = 1}));
  std::ofstream(disk.path() / "small") << std::string(64 * 1024, 'x');
  disk.fill();
  std::filesystem::remove(disk.path() / "small");  // room for notes alone
  CHECK_FALSE(store::mend(shared, hall.keys, sounding.collector.clock));
  CHECK(std::filesystem::exists(shared / older));
  disk.make_room();
  const auto mended = taken(store::mend(shared, hall.keys, sounding.collector.clock));
  REQUIRE(mended);
  CHECK(mended->missing == recordings);
  CHECK(store::read_again(shared, hall.keys, sounding.collector.clock, {}) == recordings);
}
