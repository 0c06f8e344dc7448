// A disk that gives an error, is full, or tears a page at every n-th call: while a kiosk runs, and while what it has
// left is salvaged.
#include <catch2/catch.hpp>

#include <string_view>

#include "tests/support/faulty_disk.h"
#include "tests/support/long_run.h"
#include "tests/sync/salvage/damaged_hall.h"

using namespace minbar;
using namespace minbar::test;

namespace {

constexpr int most_calls = 4'000;
// Each of the first calls, then every one that is a part further on: the whole, or a sixth.
constexpr test::Repetitions parts{.shortly = 1, .in_a_long_run = 6};

int next_call(int nth) { return nth + 1 + nth / test::count_of(parts); }

std::string_view name_of(Fault fault) {
  return fault == Fault::error ? "error" : fault == Fault::full ? "full" : "torn";
}

// A kiosk with something delivered and something waiting, again and again the same.
struct Ward {
  Ward() {
    REQUIRE(hall.open());
    hall.say_some(2);
    hall.live_on();
    hall.say_some(2);
    hall.close();
    folders.emplace(hall);
    database = collector.copy_database();
    told = hall.told;
    disk.watch(hall.shared);
  }
  void begin_again() {
    hall.close();
    disk.be_good();
    collector.put_back(database);
    folders->put_back();
    hall.told = told;
  }
  // What a kiosk does in a while. It opens again after an error, as its program does, and says what it could not keep
  // to nobody.
  void live_a_while() {
    for (int i = 0; i < 3; ++i) {
      if (!hall.kiosk && !hall.open()) continue;
      if (!hall.say() || hall.kiosk->folder->database().take_trouble()) {
        store::ask_to_look(hall.shared);
        hall.close();
        continue;
      }
      static_cast<void>(hall.exchange());
    }
    hall.close();
  }
  // The disk is good again and the machine was started anew.
  void end_well() {
    disk.be_good();
    hall.close();
    for (int i = 0; i < 4 && !hall.kiosk; ++i) static_cast<void>(hall.open());
    REQUIRE(hall.kiosk);
    REQUIRE(hall.say());
    hall.live_on();
    hall.compare();
    CHECK(taken(hall.kiosk->counts()).waiting == 0);
  }

  FaultyDisk disk;
  TestCollector collector;
  DamagedHall hall{collector};
  std::optional<Copied> folders;
  std::filesystem::path database;
  std::map<RecordId, std::int64_t> told;
};

}  // namespace

TEST_CASE("a disk that fails at any call while a kiosk runs loses nothing that was acknowledged") {
  Ward ward;
  for (const auto fault : {Fault::error, Fault::full, Fault::torn})
    for (int nth = 1; nth < most_calls; nth = next_call(nth)) {
      INFO(name_of(fault) << " at call " << nth);
      ward.begin_again();
      ward.disk.fail_at(nth, fault, fault == Fault::torn);
      ward.live_a_while();
      if (!ward.disk.failed()) break;
      ward.end_well();
      CHECK(ward.hall.lost == 0);
    }
}

TEST_CASE("a disk that fails at any call while a damaged kiosk is salvaged loses nothing that can be read") {
  Ward ward;
  const Bytes zeros(4096);
  for (const auto fault : {Fault::error, Fault::full, Fault::torn})
    for (int nth = 1; nth < most_calls; nth = next_call(nth)) {
      INFO(name_of(fault) << " at call " << nth);
      ward.begin_again();
      overwrite(ward.hall.file(), 0, zeros);
      ward.disk.fail_at(nth, fault, fault == Fault::torn);
      static_cast<void>(ward.hall.open());
      if (!ward.disk.failed()) break;
      ward.end_well();
      CHECK(ward.hall.lost == 0);
    }
}
