#include "tests/sync/collector/backup/backed_up.h"

#include "sync/collector/backup/put_in_place.h"
#include "sync/collector/storage/erased.h"
#include "sync/collector/storage/numbers.h"

using namespace minbar;
using Catch::Matchers::Contains;
using test::BackedUp;

namespace {

collector::Restored put_back(BackedUp& town, const collector::BackupFile& file) {
  auto restored = collector::restore(town.data(), file, town.secret, town.collector.clock.wall_ms());
  if (!restored) FAIL(restored.error().context);
  return *restored;
}

}  // namespace

TEST_CASE("a restored collector is the one of the backup and what was there lies aside with its log") {
  BackedUp town;
  town.kiosk.say_times(3);
  (void)town.kiosk.exchange();
  (void)town.back_up();
  town.kiosk.say_times(2);
  (void)town.kiosk.exchange();
  const auto numbers = test::bytes_in(collector::marks_file(town.data()));
  collector::Restored restored;
  town.collector.restart([&] {
    test::write_bytes(collector::database_file(town.data()).string() + "-wal", "of the old one");
    restored = put_back(town, town.files().back());
  });
  CHECK(restored.keys_were_there);
  CHECK(town.collector.count("SELECT count(*) FROM envelopes") == 3);
  CHECK(test::bytes_in(town.data() / "db" / restored.aside / "collector.db-wal") == "of the old one");
  std::filesystem::remove(town.data() / "db" / restored.aside / "collector.db-wal");
  auto aside = db::Database::open(town.data() / "db" / restored.aside / "collector.db", {.create = false}).value();
  CHECK(aside.query_one("SELECT count(*) FROM envelopes").value()->integer(0) == 5);
  CHECK(collector::read_number_marks(collector::marks_file(town.data())).value().has_value());
  CHECK(test::bytes_in(collector::marks_file(town.data())) == numbers);
  town.kiosk.settle();
  CHECK(town.collector.count("SELECT count(*) FROM envelopes") == 5);
}

TEST_CASE("an empty machine has all keys back and a kiosk goes on with it") {
  BackedUp town;
  town.kiosk.say_times(3);
  (void)town.kiosk.exchange();
  const auto fingerprint = town.collector->fingerprint();
  (void)town.back_up();
  town.kiosk.say("after the backup");
  (void)town.kiosk.exchange();
  collector::Restored restored;
  town.collector.restart([&] {
    std::filesystem::remove_all(town.data());
    REQUIRE(collector::prepare_data_folder(town.data()));
    restored = put_back(town, town.files().back());
  });
  CHECK_FALSE(restored.keys_were_there);
  CHECK(restored.fingerprint == fingerprint);
  CHECK(town.collector->fingerprint() == fingerprint);
  CHECK(collector::load_backup_key(town.data(), town.id()).has_value());
  town.kiosk.settle();
  CHECK(town.collector.count("SELECT count(*) FROM envelopes") == 4);
  // nobody knows which numbers were given: they go on far above
  CHECK(collector::read_number_marks(collector::marks_file(town.data())).value()->skipped == 1);
  CHECK(town.back_up().head.number == 2);
}

TEST_CASE("nobody is signed in after a restore and no link of then works") {
  BackedUp town;
  const auto add = [&](std::string_view sql) {
    REQUIRE(town.collector->storage().write([&](db::Database& database) { return database.execute(sql); }));
  };
  add("INSERT INTO accounts (name, password_hash, made_at_ms) VALUES ('amina', 'x', 1)");
  add("INSERT INTO sessions (token_hash, account, made_at_ms, used_at_ms, expires_at_ms) "
      "SELECT randomblob(32), id, 1, 1, 9e15 FROM accounts");
  (void)town.back_up();
  town.collector.restart([&] { (void)put_back(town, town.files().back()); });
  CHECK(town.collector.count("SELECT count(*) FROM accounts") == 1);
  CHECK(town.collector.count("SELECT count(*) FROM sessions") == 0);
}

TEST_CASE("what was erased by law stays erased whether the backup or the folder knows of it") {
  BackedUp town;
  const RecordId before{{1}};
  const RecordId after{{2}};
  const auto file = collector::erased_file(town.data());
  REQUIRE(collector::Erased::open(file).value()->add({.records = {before}}));
  (void)town.back_up();
  REQUIRE(collector::Erased::open(file).value()->add({.records = {after}}));
  const auto only_of_the_backup = [&] { std::filesystem::remove(file); };
  SECTION("both") {
    town.collector.restart([&] { (void)put_back(town, town.files().back()); });
    CHECK(collector::Erased::open(file).value()->has(after));
  }
  SECTION("the folder has lost its list") {
    town.collector.restart([&] {
      only_of_the_backup();
      (void)put_back(town, town.files().back());
    });
  }
  CHECK(collector::Erased::open(file).value()->has(before));
}

TEST_CASE("what nobody would have any more is told before an older backup is taken") {
  BackedUp town;
  test::KeepingKiosk library(town.collector, "Library");
  town.kiosk.say_times(2);
  (void)town.kiosk.exchange();
  (void)town.back_up();
  town.next_day();
  town.kiosk.say_times(3);
  library.say_times(1);
  (void)town.kiosk.exchange();
  (void)library.exchange();
  (void)town.back_up();
  town.kiosk.say("not safe");
  (void)town.kiosk.exchange();
  const auto files = town.files();
  const auto plan = [&](const collector::BackupFile& chosen) {
    return collector::plan_restore(town.data(), files, chosen, town.secret).value();
  };
  const auto newest = plan(files.back());
  CHECK(newest.there_is_one);
  CHECK(newest.at_stake.empty());
  CHECK_FALSE(newest.made_safe_since);
  const auto check_older = [&](const collector::RestorePlan& older) {
    CHECK(older.newest);
    CHECK(older.made_safe_since);
    REQUIRE(older.at_stake.size() == 2);
    for (const auto& lost : older.at_stake) {
      const bool is_library = lost.kiosk == "Library";
      CHECK(lost.from == (is_library ? 1 : 3));
      CHECK(lost.to == (is_library ? 1 : 5));
    }
  };
  check_older(plan(files.front()));
  // also when the database cannot tell: a newer backup can
  town.collector.restart([&] {
    const auto file = collector::database_file(town.data());
    const auto kept = test::bytes_in(file);
    test::write_bytes(file, std::string(8192, 'x'));
    CHECK(plan(files.front()).is_unreadable);
    check_older(plan(files.front()));
    test::write_bytes(file, kept);
  });
}

TEST_CASE("nobody is told that nothing newer is safe while the database knows of a newer backup") {
  BackedUp town;
  town.kiosk.say_times(2);
  (void)town.kiosk.exchange();
  const auto first = town.back_up();
  town.next_day();
  // no chain goes on: what became safe may be a recording alone
  const auto second = town.back_up();
  std::filesystem::remove(second.file);
  const auto files = town.files();
  REQUIRE(files.size() == 1);
  const auto plan = collector::plan_restore(town.data(), files, files.back(), town.secret).value();
  CHECK(plan.chosen.head.number == first.head.number);
  CHECK_FALSE(plan.newest);
  CHECK(plan.at_stake.empty());
  CHECK(plan.made_safe_since);
}

TEST_CASE("another collector in the folder goes aside with its keys") {
  BackedUp town;
  town.kiosk.say_times(2);
  (void)town.kiosk.exchange();
  (void)town.back_up();
  BackedUp other;
  const auto others_key = test::bytes_in(other.data() / "keys" / "opening.key");
  other.collector.restart([&] {
    const auto files = collector::backups_of_sheet(town.disk.path(), town.secret).value();
    const auto plan = collector::plan_restore(other.data(), files, files.back(), town.secret).value();
    CHECK(plan.is_another);
    CHECK(plan.must_be_confirmed());
    const auto restored = collector::restore(other.data(), files.back(), town.secret, 1).value();
    CHECK_FALSE(restored.keys_were_there);
    CHECK(test::bytes_in(other.data() / "keys" / restored.aside / "opening.key") == others_key);
  });
  CHECK(other.collector->fingerprint() == town.collector->fingerprint());
  CHECK(other.collector.count("SELECT count(*) FROM envelopes") == 2);
}

TEST_CASE("while a restore has begun to take a place nothing is opened and the next one finishes it") {
  BackedUp town;
  (void)town.back_up();
  REQUIRE(collector::begin_placing(town.data(), {.aside = "before-restore-now"}));
  const auto home =
      collector::open_home(town.data(), collector::WhenNew::make, town.collector.clock, town.collector.random);
  REQUIRE_FALSE(home.has_value());
  CHECK_THAT(home.error().context, Contains("minbar-collector restore --data"));
  CHECK(collector::finish_placing(town.data()).value() == "before-restore-now");
  CHECK(collector::finish_placing(town.data()).value().empty());
  CHECK(collector::open_home(town.data(), collector::WhenNew::refuse, town.collector.clock, town.collector.random)
            .has_value());
}

TEST_CASE("a damaged backup leaves what was there as it was") {
  BackedUp town;
  town.kiosk.say_times(2);
  (void)town.kiosk.exchange();
  const auto made = town.back_up();
  auto bad = test::bytes_in(made.file);
  bad[bad.size() / 2] = static_cast<char>(bad[bad.size() / 2] ^ 1);
  test::write_bytes(made.file, bad);
  town.collector.restart([&] {
    const auto restored = collector::restore(town.data(), town.files().back(), town.secret, 1);
    REQUIRE_FALSE(restored.has_value());
    CHECK(restored.error().code == Errc::corrupt);
    CHECK_FALSE(std::filesystem::exists(collector::staged_database(town.data())));
  });
  CHECK(town.collector.count("SELECT count(*) FROM envelopes") == 2);
}
