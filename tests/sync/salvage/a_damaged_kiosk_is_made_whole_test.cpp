// A kiosk whose database is damaged in each of the ways that a disk has, at a real collector.
#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <functional>
#include <numeric>
#include <string>
#include <string_view>
#include <vector>

#include "sync/store/damage/moving.h"
#include "sync/store/salvage/salvage.h"
#include "tests/support/long_run.h"
#include "tests/sync/salvage/damaged_hall.h"

using namespace minbar;
using namespace minbar::test;

namespace {

constexpr std::uint64_t page = 4096;

// Longer than a page when it is sealed.
std::string long_text(std::string_view letter) {
  std::string out;
  for (int i = 0; i < 1'900; ++i) out += letter;
  return out;
}

// A kiosk that has said much, some of it delivered, and whose file is closed and whole.
class Hall {
 public:
  Hall() {
    REQUIRE(hall.open());
    hall.say_some(20);
    REQUIRE(hall.say(long_text("ⴰ")));
    REQUIRE(hall.say("", 30'000));
    hall.live_on();
    hall.say_some(20);
    REQUIRE(hall.say("", 30'000));
    REQUIRE(hall.say(long_text("ⵣ")));
    hall.close();
    folders.emplace(hall);
    database = collector.copy_database();
  }
  // The same kiosk and collector again, with this done to its file; returns how many records were lost.
  int lost_after(const std::function<void()>& damage) {
    collector.put_back(database);
    folders->put_back();
    damage();
    const auto mended = taken(hall.open());
    CHECK(mended.has_value());
    REQUIRE(hall.say());  // the public is served
    hall.live_on();
    hall.compare();
    const auto counts = taken(hall.kiosk->counts());
    CHECK(counts.waiting == 0);
    if (mended) {
      CHECK(std::filesystem::exists(hall.shared / mended->file));
      CHECK(mended->missing >= hall.lost);
    }
    hall.close();
    std::vector<RecordId> of_this_try;
    for (const auto& [id, sequence] : hall.told)
      if (sequence > 44) of_this_try.push_back(id);
    for (const auto& id : of_this_try) hall.told.erase(id);
    return hall.lost;
  }
  // A program has met an error; whether the kiosk sets its file aside when it is opened.
  bool looks() {
    store::ask_to_look(hall.shared);
    return taken(hall.open()).has_value();
  }
  // Roots of all tables and indexes but those of records, and of those: a table that is added is among them.
  std::vector<std::pair<std::string, std::uint64_t>> roots() {
    auto opened = taken(db::Database::open(hall.file()));
    std::vector<std::pair<std::string, std::uint64_t>> out;
    for (const auto& row : taken(opened.query("SELECT name, rootpage FROM sqlite_schema WHERE rootpage > 0")))
      out.emplace_back(row.text(0), static_cast<std::uint64_t>(row.integer(1)));
    return out;
  }
  std::uint64_t bytes() { return std::filesystem::file_size(hall.file()); }

  TestCollector collector;
  DamagedHall hall{collector};
  std::optional<Copied> folders;
  std::filesystem::path database;
};

Bytes rubbish(Hall& hall, std::size_t bytes) {
  Bytes out(bytes);
  hall.hall.random.fill(out);
  return out;
}

}  // namespace

TEST_CASE("a kiosk loses nothing when the root page of any table or index is damaged") {
  Hall hall;
  const auto roots = hall.roots();
  REQUIRE(roots.size() > 20);
  const int ways = count_of({.shortly = 1, .in_a_long_run = 2});
  bool zeros = false;
  for (const auto& [name, root] : roots)
    for (int way = 0; way < ways; ++way) {
      zeros = !zeros;  // in turns
      INFO(name << (zeros ? " zeros" : " rubbish"));
      const auto with = zeros ? Bytes(page) : rubbish(hall, page);
      CHECK(hall.lost_after([&, at = root] { overwrite(hall.hall.file(), (at - 1) * page, with); }) == 0);
    }
}

TEST_CASE("a kiosk loses nothing when the header of its file or its schema is damaged") {
  Hall hall;
  CHECK(hall.lost_after([&] { overwrite(hall.hall.file(), 0, Bytes(100)); }) == 0);
  CHECK(hall.lost_after([&] { overwrite(hall.hall.file(), 0, rubbish(hall, 100)); }) == 0);
  CHECK(hall.lost_after([&] { overwrite(hall.hall.file(), 0, Bytes(page)); }) == 0);
  CHECK(hall.lost_after([&] { overwrite(hall.hall.file(), 0, rubbish(hall, page)); }) == 0);
  CHECK(hall.lost_after([&] { overwrite(hall.hall.file(), 60, {0, 0, 0, 0}); }) == 0);
  CHECK(hall.lost_after([&] { overwrite(hall.hall.file(), 60, {0x7F, 0xFF, 0, 0}); }) == 0);
}

TEST_CASE("what a kiosk lost with a part of its file is named and all else arrives") {
  Hall hall;
  const auto whole = hall.bytes();
  int lost = 0;
  for (const auto part : {1, 2, 3, 5, 7, 9})
    lost += hall.lost_after([&] { std::filesystem::resize_file(hall.hall.file(), whole * part / 10 / 512 * 512); });
  for (std::uint64_t at = 3 * page; at + 8 * page < whole; at += 16 * page)
    lost += hall.lost_after([&] { overwrite(hall.hall.file(), at + 100, Bytes(8 * page)); });
  for (int i = 0; i < 8; ++i)
    lost += hall.lost_after([&] {
      for (int pages = 0; pages < 6; ++pages)
        overwrite(hall.hall.file(), hall.hall.random.below(whole / page) * page, rubbish(hall, page));
    });
  CHECK(lost > 0);
}

TEST_CASE("a kiosk whose file has no byte left goes on as the same kiosk and names what is lost") {
  Hall hall;
  CHECK(hall.lost_after([&] { std::filesystem::resize_file(hall.hall.file(), 0); }) == 22);
  CHECK(hall.lost_after([&] { std::filesystem::resize_file(hall.hall.file(), 700); }) == 22);
}

TEST_CASE("a kiosk whose file is whole is left as it is") {
  Hall hall;
  hall.folders->put_back();
  CHECK_FALSE(taken(hall.hall.open()));
  CHECK(store::set_aside_in(hall.hall.shared).empty());
}

TEST_CASE("a kiosk whose file was damaged still knows what its collector understands") {
  Hall hall;
  hall.folders->put_back();
  overwrite(hall.hall.file(), 0, Bytes(page));
  REQUIRE(taken(hall.hall.open()));
  CHECK(taken(store::is_understood(*hall.hall.kiosk->folder, "health")));
}

TEST_CASE("what a disk did not give and gives at a later start is delivered after all") {
  Hall hall;
  hall.folders->put_back();
  const auto whole = hall.hall.folder.path() / "whole.db";
  std::filesystem::copy_file(hall.hall.file(), whole);
  REQUIRE(hall.lost_after([&] { std::filesystem::resize_file(hall.hall.file(), 0); }) == 22);
  auto set_aside = store::set_aside_in(hall.hall.shared);
  REQUIRE(set_aside.size() == 1);
  std::filesystem::copy_file(whole, hall.hall.shared / set_aside[0].file,
                             std::filesystem::copy_options::overwrite_existing);
  set_aside[0].to_be_read = true;
  REQUIRE(store::note_set_aside(hall.hall.shared, set_aside[0]));
  CHECK_FALSE(taken(hall.hall.open()));
  REQUIRE(hall.hall.say());
  hall.hall.live_on();
  hall.hall.compare();
  CHECK(hall.hall.lost == 0);
  CHECK(store::set_aside_in(hall.hall.shared)[0].missing == 0);
}

TEST_CASE("a file that a disk did not give is read again once a day and never while somebody waits") {
  Hall hall;
  hall.folders->put_back();
  const auto whole = hall.hall.folder.path() / "whole.db";
  std::filesystem::copy_file(hall.hall.file(), whole);
  REQUIRE(hall.lost_after([&] { std::filesystem::resize_file(hall.hall.file(), 0); }) == 22);
  auto set_aside = store::set_aside_in(hall.hall.shared).at(0);
  set_aside.to_be_read = true;
  REQUIRE(store::note_set_aside(hall.hall.shared, set_aside));
  const auto& clock = hall.collector.clock;
  const auto put_whole = [&] {
    std::filesystem::copy_file(whole, hall.hall.shared / set_aside.file,
                               std::filesystem::copy_options::overwrite_existing);
  };
  put_whole();
  CHECK(store::read_again(hall.hall.shared, hall.hall.keys, clock, [] { return true; }) == 0);
  std::filesystem::resize_file(hall.hall.shared / set_aside.file, 0);
  CHECK(store::read_again(hall.hall.shared, hall.hall.keys, clock, {}) == 0);
  put_whole();
  set_aside.to_be_read = true;  // as the disk left it
  REQUIRE(store::note_set_aside(hall.hall.shared, set_aside));
  CHECK(store::read_again(hall.hall.shared, hall.hall.keys, clock, {}) == 0);
  hall.collector.clock.advance(24 * 3'600'000);
  CHECK(store::read_again(hall.hall.shared, hall.hall.keys, clock, {}) == set_aside.missing);
}

TEST_CASE("a damaged database waits until what the kiosk knows of its chain can be read") {
  Hall hall;
  auto& kiosk = hall.hall;
  hall.folders->put_back();
  const int file = GENERATE(0, 1, 2);
  const int damaged = GENERATE(0, 1, 2);
  const auto own = kiosk.keys / std::array{"chain.head", "collector.pin", "record.key"}.at(file);
  const auto kept = kiosk.folder.path() / "kept";
  const bool rubbish = (file + damaged) % 2 == 0;
  const auto damage = std::array<std::string_view, 3>{"no byte left", "gone", "no header"}.at(damaged);
  INFO(own << " rubbish " << rubbish << ", " << damage);
  const int lost = damage == "no header" ? 0 : 22;
  if (damage == "no byte left") std::filesystem::resize_file(kiosk.file(), 0);
  if (damage == "gone") std::filesystem::remove(kiosk.file());
  if (damage == "no header") overwrite(kiosk.file(), 0, Bytes(100));
  std::filesystem::rename(own, kept);
  if (rubbish)
    std::ofstream(own) << "{";
  else
    std::filesystem::create_directory(own);
  for (int i = 0; i < 4; ++i) {
    CHECK_FALSE(kiosk.open());
    CHECK(store::set_aside_in(kiosk.shared).empty());
    CHECK_FALSE(store::is_moving(kiosk.shared));
  }
  std::filesystem::remove_all(own);
  std::filesystem::rename(kept, own);
  const auto mended = taken(kiosk.open());
  REQUIRE(mended);
  CHECK(mended->missing == 2 * lost);  // half of what was said had been delivered
  kiosk.live_on();
  kiosk.compare();
  CHECK(kiosk.lost == lost);
}

TEST_CASE("a sound database is opened though nobody can read how far its chain goes") {
  Hall hall;
  hall.folders->put_back();
  std::ofstream(hall.hall.keys / "chain.head") << "{";
  CHECK_FALSE(taken(store::mend(hall.hall.shared, hall.hall.keys, hall.collector.clock)));
}

TEST_CASE("a file that takes longer to read than there is time gives some of it at each try and all in the end") {
  Hall hall;
  auto& kiosk = hall.hall;
  hall.folders->put_back();
  const auto whole = kiosk.folder.path() / "whole.db";
  std::filesystem::copy_file(kiosk.file(), whole);
  REQUIRE(hall.lost_after([&] { std::filesystem::resize_file(kiosk.file(), 0); }) == 22);
  store::SalvageOrder order{.damaged = whole,
                            .fresh = kiosk.file(),
                            .kept = taken(store::load_head(kiosk.keys))->head,
                            .known = {.key = kiosk.record_key.public_key()},
                            .missing = 44};
  CHECK(taken(store::salvage_more(order, [] { return true; })).records == 0);
  std::vector<std::int64_t> at_each;
  do {
    order.go_on = [pages = 0]() mutable { return ++pages <= 30; };
    const auto more = taken(store::salvage_more(order));
    CHECK_FALSE(more.whole);
    REQUIRE((more.next > order.from_page || more.next == 1));
    order.from_page = more.next;
    at_each.push_back(more.records);
  } while (order.from_page > 1);
  CHECK(std::count_if(at_each.begin(), at_each.end(), [](auto records) { return records > 0; }) >= 2);
  CHECK(std::accumulate(at_each.begin(), at_each.end(), std::int64_t{0}) == 44);
  REQUIRE(kiosk.open());
  kiosk.live_on();
  kiosk.compare();
  CHECK(kiosk.lost == 0);
}

TEST_CASE("an index that names what its table does not hold is mended once somebody has met it") {
  Hall hall;
  std::uint64_t root = 0;
  hall.folders->put_back();
  for (const auto& [name, at] : hall.roots())
    if (name == "outbox_waiting") root = at;
  REQUIRE(root > 0);
  CHECK(hall.lost_after([&] {
    std::ifstream in(hall.hall.file(), std::ios::binary);
    Bytes index(page);
    in.seekg(static_cast<std::streamoff>((root - 1) * page));
    in.read(reinterpret_cast<char*>(index.data()), static_cast<std::streamsize>(index.size()));
    // the last byte of the page is that of the first key
    index[page - 1] ^= 0x40;
    overwrite(hall.hall.file(), (root - 1) * page, index);
    store::ask_to_look(hall.hall.shared);
  }) == 0);
}

TEST_CASE("a kiosk whose programs meet errors that no look finds gets a new file at the third time of a day and once") {
  Hall hall;
  hall.folders->put_back();
  CHECK_FALSE(hall.looks());
  CHECK_FALSE(hall.looks());
  CHECK(hall.looks());
  for (int i = 0; i < 4; ++i) CHECK_FALSE(hall.looks());
  CHECK(store::set_aside_in(hall.hall.shared).at(0).missing == 0);
  hall.collector.clock.advance(24 * 3'600'000);
  CHECK_FALSE(hall.looks());
  CHECK_FALSE(hall.looks());
  hall.hall.live_on();
  hall.hall.compare();
  CHECK(hall.hall.lost == 0);
}

TEST_CASE("a look that found nothing counts though the kiosk was killed behind it and not for a new file") {
  Hall hall;
  hall.folders->put_back();
  CHECK_FALSE(hall.looks());
  CHECK_FALSE(hall.looks());
  SECTION("killed behind the third") {
    CHECK(store::count_fruitless(hall.hall.shared, hall.collector.clock.wall_ms()) == 3);
    CHECK(hall.looks());
  }
  SECTION("a new file after the second") {
    hall.hall.close();
    overwrite(hall.hall.file(), 0, Bytes(100));
    CHECK(taken(hall.hall.open()));
    CHECK_FALSE(hall.looks());
    CHECK_FALSE(hall.looks());
    CHECK(hall.looks());
  }
}

TEST_CASE("an agent that followed new keys and lost their number asks under the keys of the kiosk again") {
  Hall hall;
  hall.folders->put_back();
  auto known = [&] {
    auto agent =
        taken(store::Folder::open(hall.hall.shared, store::Role::agent, hall.collector.clock, hall.hall.random));
    return taken(agent.must_be_enrolled());
  }();
  known.root_key = known.pinned_root = seal::RootPublicKey{hall.hall.random.array<32>()};
  known.succession = 3;
  {
    auto database = taken(db::Database::open(hall.hall.file(), {.create = false, .whole_at_end = true}));
    REQUIRE(
        database.run_script("UPDATE enrolment SET signing_key = randomblob(32), sealing_key = randomblob(32); "
                            "DELETE FROM succession"));
  }
  const auto fresh = hall.hall.folder.path() / "fresh.db";
  REQUIRE(store::salvage({.damaged = hall.hall.file(),
                          .fresh = fresh,
                          .kept = taken(store::load_head(hall.hall.keys))->head,
                          .known = {.key = hall.hall.record_key.public_key(), .enrolment = known}}));
  auto database = taken(db::Database::open(fresh, {.create = false}));
  const auto enrolled = taken(store::enrolment_in(database));
  REQUIRE(enrolled);
  CHECK(enrolled->signing_key == known.signing_key);
  CHECK(enrolled->sealing_key == known.sealing_key);
  CHECK(enrolled->succession == 3);
  CHECK(enrolled->root_key == known.root_key);
}
