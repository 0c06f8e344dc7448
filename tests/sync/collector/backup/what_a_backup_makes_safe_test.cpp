#include "tests/sync/collector/backup/backed_up.h"

#include <sys/mount.h>

#include <atomic>
#include <thread>

#include "sync/base/file.h"
#include "sync/collector/backup/backup_notes.h"
#include "sync/collector/backup/unpack.h"
#include "sync/collector/doctor/doctor.h"
#include "tests/support/tiny_disk.h"

using namespace minbar;
using Catch::Matchers::Contains;
using test::BackedUp;

namespace {

std::string doctor_says(BackedUp& town) {
  return collector::words_of(collector::examine(town.data(), town.collector.clock.wall_ms()).value());
}
std::size_t files_in(const std::filesystem::path& folder) {
  return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder), {}));
}

// Up to where the backups that are there hold a chain. Older ones go meanwhile, once a newer one was found whole.
std::int64_t held_in(BackedUp& town, std::int64_t wanted) {
  std::int64_t held = 0;
  for (int look = 0; look < 20 && held < wanted; ++look) {
    const auto files = town.files();
    for (const auto& file : files) {
      const auto looked = collector::look_into(file.path, town.secret);
      if (!looked) continue;
      for (const auto& chain : looked->chains) held = std::max(held, chain.sequence);
    }
  }
  return held;
}

}  // namespace

TEST_CASE("a kiosk drops what a backup on another disk holds and nothing else") {
  BackedUp town;
  town.kiosk.say_times(3);
  (void)town.kiosk.exchange();
  CHECK_FALSE(town.kiosk.exchange().safe);
  const auto made = town.back_up();
  CHECK(made.elsewhere);
  town.kiosk.say("after the backup");
  const auto safe = town.kiosk.exchange().safe;
  REQUIRE(safe);
  CHECK(safe->sequence == 3);
  CHECK(town.kiosk.sealed.size() == 1);
}

TEST_CASE("a backup on the same disk is good and makes nothing safe") {
  BackedUp town;
  town.kiosk.say_times(2);
  (void)town.kiosk.exchange();
  const test::TemporaryFolder same;
  const auto made = town.try_backup(same.path()).value();
  CHECK_FALSE(made.elsewhere);
  CHECK(collector::prove(made.file, town.secret, same.path()).has_value());
  const test::TinyDisk tiny(1);  // a view of mounts of its own
  const test::TemporaryFolder mounted;
  if (tiny.there() && ::mount(same.path().c_str(), mounted.path().c_str(), nullptr, MS_BIND, nullptr) == 0) {
    CHECK_FALSE(town.try_backup(mounted.path()).value().elsewhere);
    ::umount2(mounted.path().c_str(), MNT_DETACH);
  }
  CHECK_FALSE(town.kiosk.exchange().safe);
  CHECK(town.collector.count("SELECT count(*) FROM safe_marks") == 0);
  CHECK_THAT(doctor_says(town), Contains("lies on the same file system as the data"));
}

TEST_CASE("without a backup key or a folder no backup is made and it is said what to do") {
  BackedUp town;
  CHECK_THAT(town.try_backup(town.disk.path() / "not-mounted").error().context, Contains("is its disk there?"));
  CHECK_FALSE(std::filesystem::exists(town.disk.path() / "not-mounted"));
  std::filesystem::remove(collector::backup_key_file(town.data()));
  CHECK_THAT(town.try_backup(town.disk.path()).error().context, Contains("backup-key new"));
  REQUIRE(collector::keep_backup_key(town.data(), {{9}}, town.secret.key()));
  CHECK(town.try_backup(town.disk.path()).error().code == Errc::conflict);
  CHECK(town.files().empty());
}

TEST_CASE("of a damaged database no backup is made and the older ones stay") {
  BackedUp town;
  REQUIRE(town.collector->storage().write([](db::Database& database) {
    return database.execute(
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) "
        "INSERT INTO petition_tallies SELECT printf('petition-%08d', i), 1 FROM n");
  }));
  const auto good = town.back_up();
  town.kiosk.say("not safe");
  (void)town.kiosk.exchange();
  const auto file = collector::database_file(town.data());
  town.collector.restart([&] {
    std::fstream stream(file, std::ios::binary | std::ios::in | std::ios::out);
    stream.seekp(static_cast<std::streamoff>(std::filesystem::file_size(file)) - 2 * 4096);
    stream << std::string(4096, '\0');
  });
  const auto made = town.try_backup(town.disk.path());
  REQUIRE_FALSE(made.has_value());
  CHECK(made.error().code == Errc::corrupt);
  CHECK_THAT(made.error().context, Contains("the database is damaged"));
  CHECK(files_in(town.disk.path()) == 1);
  CHECK(collector::prove(good.file, town.secret, town.disk.path()).has_value());
  CHECK_FALSE(town.kiosk.exchange().safe);
}

TEST_CASE("a full disk leaves no half backup and makes nothing safe") {
  BackedUp town;
  town.kiosk.say_times(2);
  (void)town.kiosk.exchange();
  test::TinyDisk tiny(4);
  if (!tiny.there()) return;
  tiny.fill();
  const auto made = town.try_backup(tiny.path());
  REQUIRE_FALSE(made.has_value());
  CHECK(made.error().code == Errc::full);
  CHECK(files_in(tiny.path()) == 1);  // what fills it
  CHECK_FALSE(town.kiosk.exchange().safe);
  tiny.make_room();
  CHECK(town.try_backup(tiny.path()).has_value());
  CHECK(town.kiosk.exchange().safe);
}

TEST_CASE("a backup that is made while kiosks deliver holds whole chains and makes no more safe than it holds") {
  BackedUp town;
  const auto data = town.data();
  std::atomic<bool> stop = false;
  std::atomic<int> made = 0;
  std::thread backing_up([&] {
    while (!stop) {
      auto home = collector::open_home(data, collector::WhenNew::refuse, town.collector.clock, town.collector.random);
      if (home && collector::make_backup(*home, {.data = data, .to = town.disk.path()}, town.collector.clock,
                                         town.collector.random))
        ++made;
    }
  });
  for (int i = 0; i < 40 || (made < 3 && i < 2'000); ++i) {
    town.kiosk.say("said while a backup is made");
    (void)town.kiosk.exchange();
    CHECK(town.kiosk.safe <= held_in(town, town.kiosk.safe));
  }
  stop = true;
  backing_up.join();
  CHECK(made > 0);
  CHECK(town.kiosk.safe > 0);
  for (const auto& file : town.files())
    CHECK(collector::prove(file.path, town.secret, std::filesystem::temp_directory_path()).has_value());
}

TEST_CASE("older backups of this collector go in their time and those of another are never touched") {
  BackedUp town;
  BackedUp other;
  const auto strange = other.try_backup(town.disk.path()).value();
  test::write_bytes(town.disk.path() / "minbar-notes.backup", "somebody's own");
  for (int day = 0; day < 12; ++day) {
    (void)town.try_backup(town.disk.path(), {.days = 3, .weeks = 0, .months = 0}).value();
    town.collector.clock.advance(24 * test::hour_ms);
  }
  auto own = town.files();
  CHECK(std::erase_if(own, [&](const auto& file) { return file.path == strange.file; }) == 1);
  REQUIRE(own.size() == 3);
  CHECK(own.back().head.number == 12);
  CHECK(std::filesystem::exists(town.disk.path() / "minbar-notes.backup"));
}

TEST_CASE("a backup of another history stays and heads that anybody can write move no number and no backup away") {
  BackedUp town;
  const auto before = town.collector.copy_database();
  town.kiosk.say_times(3);
  (void)town.kiosk.exchange();
  const auto only_copy = town.back_up();
  town.collector.put_back(before);
  auto head = only_copy.head;
  for (const std::int64_t number : {limits::backup_number - 1, std::int64_t{500}}) {
    head.number = number;
    const auto bytes = collector::bound_bytes_of(head);
    test::write_bytes(town.disk.path() / (std::to_string(number) + ".backup"), {bytes.begin(), bytes.end()});
  }
  const auto next = town.try_backup(town.disk.path(), {.days = 1, .weeks = 0, .months = 0});
  REQUIRE(next);
  CHECK(next->head.number == 501);
  CHECK(next->removed == 0);
  CHECK(std::filesystem::exists(only_copy.file));
  const auto after = town.try_backup(town.disk.path(), {.days = 1, .weeks = 0, .months = 0});
  REQUIRE(after);
  CHECK(after->removed == 1);
  CHECK_FALSE(std::filesystem::exists(next->file));
  CHECK(std::filesystem::exists(only_copy.file));
}

TEST_CASE("doctor says whether there is a key and a new backup on another disk") {
  BackedUp town;
  const auto key = collector::backup_key_file(town.data());
  const auto line = test::bytes_in(key);
  std::filesystem::remove(key);
  CHECK_THAT(doctor_says(town), Contains("There is no backup key") && Contains("backup-key new"));
  REQUIRE(write_file(key, bytes_of(line), 0600));
  CHECK_THAT(doctor_says(town), Contains("There was never a backup") && !Contains("There is no backup key"));
  (void)town.back_up();
  CHECK_THAT(doctor_says(town), Contains("was read back and found whole on another file system"));
  town.collector.clock.advance(3 * 24 * test::hour_ms);
  CHECK_THAT(doctor_says(town), Contains("The last backup is of "));
  // what is restored knows of the backup that it was
  town.collector.restart([&] {
    REQUIRE(collector::restore(town.data(), town.files().back(), town.secret, town.collector.clock.wall_ms()));
  });
  CHECK_THAT(doctor_says(town), Contains("Backup 1 was read back and found whole on another file system"));
}

TEST_CASE("a backup in another folder is known as one of its own however many went elsewhere since") {
  BackedUp town;
  const auto first = town.disk.path() / "first";
  const auto second = town.disk.path() / "second";
  for (const auto& folder : {first, second}) std::filesystem::create_directory(folder);
  const auto made = town.try_backup(first).value();
  town.next_day();
  REQUIRE(town.collector->storage().write([&](db::Database& database) -> Result<void> {
    for (std::int64_t number = 2; number <= 500; ++number)
      TRY(collector::note_backup(database, {.number = number, .made_at_ms = town.collector.clock.wall_ms()}));
    return {};
  }));
  REQUIRE(town.try_backup(second));
  const auto again = town.try_backup(first, {.days = 1, .weeks = 0, .months = 0});
  REQUIRE(again);
  CHECK(again->removed == 1);
  CHECK_FALSE(std::filesystem::exists(made.file));
}

TEST_CASE("a backup whose file is there is known as one of its own however many were made since") {
  BackedUp town;
  town.back_up();
  REQUIRE(town.collector->storage().write([&](db::Database& database) -> Result<void> {
    for (std::int64_t number = 2; number <= 1'000; ++number)
      TRY(collector::note_backup(database, {.number = number, .made_at_ms = number}));
    return {};
  }));
  town.next_day();
  town.back_up();
  const auto is_known = [&](const collector::BackupFile& file) {
    return town.collector->storage().read(
        [&](db::Database& database) { return collector::is_noted(database, file.head.number, file.head.made_at_ms); });
  };
  REQUIRE(town.files().size() == 2);
  for (const auto& file : town.files()) CHECK(is_known(file).value());
  CHECK(town.collector.count("SELECT count(*) FROM backups") == 401);  // the newest 400 and the one whose file is there
}
