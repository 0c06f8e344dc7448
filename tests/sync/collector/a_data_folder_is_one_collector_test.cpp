// What a start finds of an earlier one, and what it makes of it. Each state is made as a killed, lost or mixed-up
// collector leaves it.
#include <catch2/catch.hpp>

#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "sync/collector/storage/home.h"
#include "sync/collector/storage/schema_sql.h"
#include "sync/seal/keys.h"
#include "tests/support/manual_clock.h"
#include "tests/sync/collector/test_collector.h"
#include "tests/sync/collector/test_kiosk.h"

using namespace minbar;
using Catch::Matchers::Contains;
using collector::Home;
using collector::WhenNew;
using test::TestCollector;

namespace {

namespace fs = std::filesystem;

struct HomeFolder {
  test::TemporaryFolder folder;
  test::ManualClock clock;
  SystemRandom random;
  fs::path data = folder.path() / "data";

  Result<Home> open(WhenNew when_new = WhenNew::make) { return collector::open_home(data, when_new, clock, random); }
  std::string opens_not(WhenNew when_new = WhenNew::make) {
    const auto opened = open(when_new);
    REQUIRE_FALSE(opened.has_value());
    return opened.error().context;
  }
  [[nodiscard]] fs::path database() const { return collector::database_file(data); }
  // As far as a first start came.
  void begin() {
    REQUIRE(collector::prepare_data_folder(data));
    REQUIRE(collector::begin_first_start(data));
  }
};

std::string bytes_of_file(const fs::path& file) {
  std::ostringstream out;
  out << std::ifstream(file, std::ios::binary).rdbuf();
  return out.str();
}

// Each file with its bytes, but for what SQLite makes beside a database that is only read, and locks.
std::map<std::string, std::string> files_of(const fs::path& folder) {
  std::map<std::string, std::string> out;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const auto name = entry.path().string();
    const bool of_no_matter = name.ends_with("-shm") || name.ends_with(".lock") ||
                              (name.ends_with("-wal") && entry.is_regular_file() && entry.file_size() == 0);
    if (entry.is_regular_file() && !of_no_matter) out[name] = bytes_of_file(entry.path());
  }
  return out;
}

}  // namespace

TEST_CASE("a first start is finished from wherever it was ended") {
  HomeFolder folder;
  folder.begin();
  SECTION("before anything was made") {}
  SECTION("between its two keys") {
    REQUIRE(seal::OpeningKey::load_or_make(folder.data / "keys" / "opening.key", folder.random));
  }
  SECTION("before its database") { REQUIRE(collector::load_keys(folder.data, folder.random)); }
  SECTION("with an empty file") {
    REQUIRE(collector::load_keys(folder.data, folder.random));
    std::ofstream(folder.database()).close();
    fs::permissions(folder.database(), fs::perms::owner_read | fs::perms::owner_write);
  }
  SECTION("after each step of its schema") {
    REQUIRE(collector::load_keys(folder.data, folder.random));
    const auto& steps = collector::schema::migrations;
    const auto made = GENERATE_REF(range<std::size_t>(0, steps.size() + 1));
    auto database = db::Database::open(folder.database()).value();
    REQUIRE(db::migrate(database, std::span(steps).first(made)));
  }
  const auto opened = folder.open();
  if (!opened) FAIL(opened.error().context);
  CHECK_FALSE(fs::exists(folder.data / "first.start"));
  CHECK(collector::state_of(folder.data) == collector::FolderState::whole);
  CHECK(folder.open().value().id == opened->id);
}

TEST_CASE("a half made key of a first start that was killed is made again") {
  HomeFolder folder;
  folder.begin();
  std::ofstream(folder.data / "keys" / "opening.key.part") << "minbar-key-v1 open";
  CHECK(folder.open().has_value());
}

TEST_CASE("an empty or missing database beside keys is refused and nothing is made") {
  HomeFolder folder;
  { const auto made = folder.open().value(); }
  SECTION("missing") { fs::remove(folder.database()); }
  SECTION("of no bytes") { std::ofstream(folder.database(), std::ios::trunc).close(); }
  SECTION("a file without a table") {
    fs::remove(folder.database());
    { const auto empty = db::Database::open(folder.database()).value(); }
    fs::permissions(folder.database(), fs::perms::owner_read | fs::perms::owner_write);
  }
  const auto before = files_of(folder.data);
  for (const auto when_new : {WhenNew::make, WhenNew::refuse}) {
    const auto words = folder.opens_not(when_new);
    CHECK_THAT(words, Contains("missing or empty") && Contains("restore a backup") && Contains("--under-old-keys"));
    CHECK(files_of(folder.data) == before);
  }
  const auto anew = folder.open(WhenNew::under_old_keys);
  REQUIRE(anew.has_value());
  CHECK(folder.open().value().id == anew->id);
  CHECK(folder.open(WhenNew::under_old_keys).error().code == Errc::conflict);
}

TEST_CASE("a log without its database is neither opened nor mixed with a new one") {
  HomeFolder folder;
  {
    const auto made = folder.open().value();
    REQUIRE(made.storage->write(
        [](db::Database& database) { return database.execute("UPDATE collector SET made_at_ms = made_at_ms + 1"); }));
    fs::copy_file(folder.database().string() + "-wal", folder.data / "kept-wal");
  }
  fs::remove(folder.database());
  fs::rename(folder.data / "kept-wal", folder.database().string() + "-wal");
  const auto before = files_of(folder.data);
  CHECK_THAT(folder.opens_not(), Contains("-wal") && Contains("restore a backup"));
  CHECK(files_of(folder.data) == before);
}

TEST_CASE("a lost key is asked for and never made") {
  HomeFolder folder;
  { const auto made = folder.open().value(); }
  const auto lost = GENERATE(as<std::set<std::string>>(), std::set<std::string>{"opening.key"},
                             std::set<std::string>{"signing.key"}, std::set<std::string>{"opening.key", "signing.key"});
  for (const auto& name : lost) fs::remove(folder.data / "keys" / name);
  const auto words = folder.opens_not();
  for (const auto& name : lost) {
    CHECK_THAT(words, Contains(name) && Contains("safe copy"));
    CHECK_FALSE(fs::exists(folder.data / "keys" / name));
  }
}

TEST_CASE("a database of other keys is refused whether it has a note of its own or is from before") {
  TestCollector other;
  test::TestKiosk kiosk(other.random);
  kiosk.enrol(*other);
  kiosk.send(*other, {kiosk.say("sealed to the other")});
  const bool from_before = GENERATE(false, true);
  if (from_before)
    REQUIRE(other->storage().write([](db::Database& database) { return database.execute("DELETE FROM own_keys"); }));
  HomeFolder folder;
  { const auto made = folder.open().value(); }
  fs::remove(folder.database());
  {
    auto copied = db::Database::open(collector::database_file(other.options().data), {.create = false}).value();
    REQUIRE(copied.backup_to(folder.database()));
  }
  const auto before = files_of(folder.data);
  CHECK_THAT(folder.opens_not(), Contains("belongs to other keys"));
  CHECK(files_of(folder.data) == before);
}

TEST_CASE("a database from before is believed beside its own keys and noted with them") {
  TestCollector collector;
  test::TestKiosk kiosk(collector.random);
  kiosk.enrol(*collector);
  kiosk.send(*collector, {kiosk.say("its own")});
  REQUIRE(collector->storage().write([](db::Database& database) { return database.execute("DELETE FROM own_keys"); }));
  collector.restart();
  CHECK(collector.count("SELECT count(*) FROM own_keys") == 1);
  CHECK(collector.count("SELECT count(*) FROM envelopes") == 1);
}

TEST_CASE("a folder without a collector stays one where none may be made") {
  HomeFolder folder;
  CHECK(folder.open(WhenNew::refuse).error().code == Errc::not_found);
  CHECK_FALSE(fs::exists(folder.data));
}

TEST_CASE("a damaged database is found at the start and not served") {
  HomeFolder folder;
  std::int64_t page = 0;
  {
    const auto made = folder.open().value();
    page = made.storage
               ->read([](db::Database& database) {
                 return database.query_one("SELECT rootpage FROM sqlite_schema WHERE name = 'envelopes_header'");
               })
               .value()
               .value()
               .integer(0);
  }
  SECTION("no database at all") { std::ofstream(folder.database(), std::ios::trunc) << std::string(8192, 'x'); }
  SECTION("cut short") { fs::resize_file(folder.database(), fs::file_size(folder.database()) / 2); }
  SECTION("the root of an index overwritten") {
    std::fstream file(folder.database(), std::ios::binary | std::ios::in | std::ios::out);
    file.seekp((page - 1) * 4096);
    file << std::string(4096, '\0');
  }
  const auto opened = folder.open();
  REQUIRE_FALSE(opened.has_value());
  CHECK(opened.error().code == Errc::corrupt);
  CHECK_THAT(opened.error().context, Contains("damaged") && Contains("restore a backup"));
}
