// What doctor finds in a folder with one thing wrong, each time another.
#include <catch2/catch.hpp>

#include <sys/stat.h>

#include <algorithm>
#include <fstream>

#include "sync/collector/backup/backup_key_file.h"
#include "sync/collector/backup/backup_notes.h"
#include "sync/collector/doctor/doctor.h"
#include "sync/collector/features/proposals/newest_answer.h"
#include "sync/collector/storage/erased.h"
#include "sync/collector/storage/full_check.h"
#include "sync/collector/storage/home.h"
#include "sync/collector/storage/storage.h"
#include "sync/wire/json.h"
#include "tests/sync/collector/signed_in_town.h"

using namespace minbar;
using Catch::Matchers::Contains;
using collector::Finding;
using collector::Findings;

namespace {

namespace fs = std::filesystem;

struct Ward {
  test::SignedInTown town{"en"};
  test::TestCollector& collector = town.collector;

  // Backed up just now.
  Ward() {
    REQUIRE(collector->storage().write([&](db::Database& database) -> Result<void> {
      const auto id = TRY(database.query_one("SELECT id FROM collector"))->id<CollectorId>(0);
      TRY(collector::keep_backup_key(data(), id, seal::BackupSecret::make(collector.random).key()));
      return collector::note_backup(database, {.number = 1,
                                               .made_at_ms = collector.clock.wall_ms(),
                                               .verified_at_ms = collector.clock.wall_ms(),
                                               .elsewhere = true,
                                               .bytes = 1});
    }));
  }
  [[nodiscard]] fs::path data() const { return collector.options().data; }
  void change(std::string_view sql) {
    REQUIRE(collector->storage().write([&](db::Database& database) { return database.execute(sql); }));
  }
  [[nodiscard]] Findings examine() const { return collector::examine(data(), collector.clock.wall_ms()).value(); }
  // What there is to do, of one check: at least one sentence.
  [[nodiscard]] Finding to_do(const std::string& check) const {
    const auto all = examine();
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const Finding& f) { return f.check == check && !f.well(); });
    INFO(collector::words_of(all));
    REQUIRE(found != all.end());
    CHECK(found->says.ends_with('.'));
    return *found;
  }
};

// A page in the middle of what the test filled: neither a root nor the first of its table.
void damage_the_middle(const fs::path& file) {
  std::fstream stream(file, std::ios::binary | std::ios::in | std::ios::out);
  stream.seekp(static_cast<std::streamoff>(fs::file_size(file)) - 2 * 4096);
  stream << std::string(4096, '\0');
}

}  // namespace

TEST_CASE("a collector with nothing wrong is well and doctor changes nothing") {
  Ward ward;
  ward.town.kiosk.send(*ward.collector, {ward.town.kiosk.say("one")},
                       ward.town.kiosk.heartbeat(ward.collector.clock.wall_ms()));
  const auto found = ward.examine();
  INFO(collector::words_of(found));
  CHECK(collector::all_well(found));
  for (const auto* check : {"folder", "keys", "database", "chains", "clocks", "disk", "numbers", "erased", "backups"})
    CHECK(std::any_of(found.begin(), found.end(), [&](const Finding& f) { return f.check == check; }));
  const auto json = wire::JsonReader::parse(collector::json_of(found).value()).value();
  CHECK(json.boolean("well").value());
  CHECK(json.objects("findings", 100).value().size() == found.size());
}

TEST_CASE("doctor cannot look where there is nothing") {
  const test::TemporaryFolder folder;
  CHECK(collector::examine(folder.path() / "nowhere", 0).error().code == Errc::not_found);
  CHECK_FALSE(fs::exists(folder.path() / "nowhere"));
}

TEST_CASE("doctor says which key is missing or open to others and that a database is of others") {
  Ward ward;
  SECTION("missing") {
    fs::remove(ward.data() / "keys" / "signing.key");
    CHECK_THAT(ward.to_do("folder").to_do, Contains("signing.key") && Contains("safe copy"));
  }
  SECTION("open to others") {
    ::chmod((ward.data() / "keys" / "opening.key").c_str(), 0644);
    CHECK_THAT(ward.to_do("keys").to_do, Contains("run chmod"));
    ::chmod(ward.data().c_str(), 0755);
    CHECK_THAT(ward.to_do("folder").to_do, Contains("chmod 0700"));
    ::chmod(ward.data().c_str(), 0700);
  }
  SECTION("of others") {
    ward.change("UPDATE own_keys SET sealing_key = randomblob(32)");
    CHECK_THAT(ward.to_do("database").says, Contains("other keys"));
  }
}

TEST_CASE("doctor says of a database that it is newer or was changed by hand or is damaged") {
  Ward ward;
  SECTION("newer") {
    auto database = db::Database::open(collector::database_file(ward.data()), {.create = false}).value();
    REQUIRE(database.query("PRAGMA user_version = 9999"));
    CHECK_THAT(ward.to_do("database").to_do, Contains("newer version"));
  }
  SECTION("changed by hand") {
    ward.change("DROP INDEX envelopes_header");
    CHECK_THAT(ward.to_do("database").says, Contains("not those of its schema"));
  }
  SECTION("damaged at its edge") {
    const test::TemporaryFolder other;
    const auto data = other.path() / "data";
    {
      const auto made =
          collector::open_home(data, collector::WhenNew::make, ward.collector.clock, ward.collector.random).value();
    }
    std::ofstream(collector::database_file(data), std::ios::binary | std::ios::trunc) << std::string(8192, 'x');
    CHECK_THAT(collector::words_of(collector::examine(data, ward.collector.clock.wall_ms()).value()),
               Contains("TO DO database: It cannot be opened") && Contains("restore a backup"));
  }
}

TEST_CASE("damage between the edges is found by a full check and stops what kiosks bring") {
  Ward ward;
  ward.change(
      "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) "
      "INSERT INTO petition_tallies SELECT printf('petition-%08d', i), 1 FROM n");
  const auto file = collector::database_file(ward.data());
  ward.collector.restart([&] { damage_the_middle(file); });  // a start does not see it
  auto database = db::Database::open(file, {.create = false, .read_only = true}).value();
  for (const bool thorough : {false, true}) {
    const auto checked = collector::check_tables(database, thorough, 1'790'000'000'000).value();
    REQUIRE(checked);
    CHECK_FALSE(checked->well());
    REQUIRE(collector::keep_check_note(ward.data(), *checked));
    CHECK(collector::last_check(ward.data()) == *checked);
  }
  CHECK_THAT(ward.to_do("database").says, Contains("found damage in: petition_tallies"));
  ward.collector->storage().note_damage(true);
  const auto kiosks_bytes = ward.town.kiosk.say("kept at the kiosk");
  const auto refused = ward.collector->exchange(ward.town.kiosk.frame(ward.town.kiosk.request({kiosks_bytes})));
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().status == 503);
  CHECK(ward.collector.count("SELECT count(*) FROM envelopes") == 0);
  ward.collector->storage().note_damage(false);
  CHECK(ward.town.kiosk.send(*ward.collector, {kiosks_bytes}).results[0].status == wire::RecordStatus::stored);
}

TEST_CASE("the page of kiosks says that a damaged collector takes nothing") {
  test::SignedInTown town("en");
  const auto words = "This centre takes nothing from kiosks at present";
  CHECK_THAT(town.browser.get("/kiosks").body, !Contains(words));
  town.collector->storage().note_damage(true);
  CHECK_THAT(town.browser.get("/kiosks").body, Contains(words));
}

TEST_CASE("doctor names the kiosk and the records that are missing in its chain") {
  Ward ward;
  std::vector<Bytes> all;
  for (int i = 0; i < 6; ++i) all.push_back(ward.town.kiosk.say("said"));
  ward.town.kiosk.send(*ward.collector, {all[0], all[3], all[5]});
  const auto found = ward.examine();
  const auto words = collector::words_of(found);
  CHECK_THAT(words, Contains("Town hall") && Contains("records 2 to 3 of its chain are not here") &&
                        Contains("record 5 of its chain is not here"));
  ward.town.kiosk.send(*ward.collector, all);
  CHECK(collector::all_well(ward.examine()));
}

TEST_CASE("doctor says which clock is wrong") {
  Ward ward;
  SECTION("of a kiosk") {
    ward.town.kiosk.send(*ward.collector, {}, ward.town.kiosk.heartbeat(0));
    CHECK_THAT(ward.to_do("clocks").says, Contains("Town hall") && Contains("minutes behind"));
  }
  SECTION("of a kiosk that is ahead") {
    ward.town.kiosk.send(*ward.collector, {},
                         ward.town.kiosk.heartbeat(ward.collector.clock.wall_ms() + 3 * 24 * test::hour_ms));
    CHECK_THAT(ward.to_do("clocks").says, Contains("Town hall") && Contains("4320 minutes ahead"));
  }
  SECTION("of a kiosk that may only have been carried late") {
    ward.collector.clock.advance(24 * test::hour_ms);
    ward.town.kiosk.send(*ward.collector, {},
                         ward.town.kiosk.heartbeat(ward.collector.clock.wall_ms() - 2 * test::hour_ms));
    CHECK_THAT(ward.to_do("clocks").says, Contains("carried late"));
  }
  SECTION("of this machine") {
    const auto found = collector::examine(ward.data(), 0).value();
    CHECK_THAT(collector::words_of(found), Contains("This machine believes that it is 1970-01-01"));
  }
}

TEST_CASE("doctor says what became of numbers and of the list of what was erased") {
  Ward ward;
  REQUIRE(ward.collector->storage().write([&](db::Database& database) {
    return collector::note_newest_answer(database,
                                         {.device = ward.town.kiosk.pinned().device, .sequence = 9, .at_ms = 1});
  }));
  CHECK_THAT(ward.to_do("numbers").says, Contains("holds an answer newer than any here"));
  fs::remove(collector::marks_file(ward.data()));
  CHECK_THAT(ward.to_do("numbers").says, Contains("numbers.mark is missing"));
  std::ofstream(collector::erased_file(ward.data())) << "record 00 11\nrecord 0";
  const auto words = collector::words_of(ward.examine());
  CHECK_THAT(words, Contains("Line 1 of") && Contains("has no end"));
  fs::remove(collector::erased_file(ward.data()));
  const auto said = ward.town.kiosk.proposal("erased elsewhere");
  ward.town.kiosk.send(*ward.collector, {seal::bytes_of_envelope(ward.town.kiosk.seal_submission(said))});
  REQUIRE(collector::Erased::open(collector::erased_file(ward.data())).value()->add({.records = {said.id}}));
  CHECK_THAT(ward.to_do("erased").says, Contains("1 records that were erased by law are in the database again"));
}
