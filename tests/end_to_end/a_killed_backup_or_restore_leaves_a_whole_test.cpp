// Killed before any change that they make to the disk: what is called safe is in a whole backup, and a folder that is
// restored into has what it had or what it gets.
#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "sync/collector/backup/at_stake.h"
#include "sync/collector/backup/recovery_sheet.h"
#include "sync/collector/backup/restore.h"
#include "sync/collector/storage/data_folder.h"
#include "tests/end_to_end/killed_at_step.h"
#include "tests/end_to_end/said_by.h"
#include "tests/support/long_run.h"
#include "tests/support/other_disk.h"
#include "tests/support/seeded_random.h"
#include "tests/sync/collector/keeping_kiosk.h"

using namespace minbar;
using Catch::Matchers::Contains;

namespace {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;

constexpr int whole = 1'000'000;
constexpr int last_steps = 40;  // behind the last byte that is written

// A collector's folder with two records in a backup and a third that came after it; nobody serves.
struct Ward {
  test::TemporaryFolder folder;
  test::OtherDisk disk;
  std::optional<seal::BackupSecret> secret;

  Ward() {
    test::TestCollector collector;
    test::KeepingKiosk kiosk(collector);
    kiosk.say_times(2);
    (void)kiosk.exchange();
    collector.restart([&] { copy(collector.options().data, data()); });
    const auto sheet = test::said_by(fmt::format("{} backup-key new --data {} 2>/dev/null", MINBAR_COLLECTOR, data()));
    REQUIRE(sheet.well);
    secret.emplace(collector::secret_in(sheet.text).value());
    std::ofstream(sheet_file()) << sheet.text;
  }
  [[nodiscard]] std::string data() const { return (folder.path() / "data").string(); }
  [[nodiscard]] std::string sheet_file() const { return (folder.path() / "sheet").string(); }
  static void copy(const fs::path& from, const fs::path& to) {
    fs::remove_all(to);
    fs::copy(from, to, fs::copy_options::recursive);
  }
  [[nodiscard]] Words backup() const {
    return {MINBAR_COLLECTOR, "backup", "--data", data(), "--to", disk.path().string()};
  }
  [[nodiscard]] Words restore(const std::string& into) const {
    return {MINBAR_COLLECTOR, "restore", disk.path().string(), "--yes", "--sheet-file", sheet_file(), "--data", into};
  }
};

std::int64_t count(const fs::path& data, const std::string& sql) {
  auto database = db::Database::open(collector::database_file(data), {.create = false}).value();
  return database.query_one(sql).value()->integer(0);
}

// What kiosks may drop is in a backup that opens as a whole.
void nothing_is_safe_without_a_backup(const Ward& ward) {
  std::vector<collector::ChainHere> safe;
  {
    auto database = db::Database::open(collector::database_file(ward.data()), {.create = false}).value();
    safe = collector::told_safe(database).value();
  }
  if (safe.empty()) return;
  std::vector<collector::ChainHere> held;
  const auto files = collector::backups_in(ward.disk.path()).value();
  for (const auto& file : files)
    if (const auto proved = collector::prove(file.path, *ward.secret, ward.folder.path()))
      held.insert(held.end(), proved->chains.begin(), proved->chains.end());
  CHECK(collector::at_stake(held, safe).empty());
}

}  // namespace

TEST_CASE("a backup killed at any step calls nothing safe that is in no whole backup and the next one is made") {
  test::SeededRandom random(20'261'215);
  Ward ward;
  const Ward undisturbed;
  const auto steps = test::run_to_step(undisturbed.backup(), whole);
  REQUIRE(steps.status == 0);
  for (int round = 0; round < test::count_of({.shortly = 10, .in_a_long_run = 300}); ++round) {
    const int step = 1 + static_cast<int>(random.below(static_cast<std::uint64_t>(steps.steps)));
    INFO("killed at step " << step << " of " << steps.steps);
    static_cast<void>(test::run_to_step(ward.backup(), step));
    nothing_is_safe_without_a_backup(ward);
  }
  const auto last = test::run_to_step(ward.backup(), whole);
  INFO(last.printed);
  CHECK(last.status == 0);
  CHECK(count(ward.data(), "SELECT max(sequence) FROM safe_marks") == 2);
  for (const auto& entry : fs::directory_iterator(ward.disk.path()))
    CHECK(entry.path().extension() == ".backup");  // what was begun is gone
  nothing_is_safe_without_a_backup(ward);
}

TEST_CASE("a backup that was killed in one of its last steps is known and goes in its time") {
  Ward ward;
  const auto steps = test::run_to_step(Ward().backup(), whole);
  REQUIRE(steps.status == 0);
  for (int step = std::max(1, steps.steps - last_steps); step < steps.steps; ++step) {
    static_cast<void>(test::run_to_step(ward.backup(), step));
    std::int64_t newest = 0;
    for (const auto& file : collector::backups_in(ward.disk.path()).value())
      newest = std::max(newest, file.head.number);
    INFO("killed at step " << step << " of " << steps.steps);
    CHECK(count(ward.data(), "SELECT coalesce(max(number), 0) FROM backups WHERE elsewhere = 1") <= newest);
  }
  REQUIRE(test::run_to_step(ward.backup(), whole).status == 0);
  const auto files = collector::backups_in(ward.disk.path()).value();
  CHECK(count(ward.data(), "SELECT count(*) FROM backups") >= static_cast<std::int64_t>(files.size()));
  for (const auto& file : files) {
    INFO(file.path);
    CHECK(count(ward.data(), "SELECT count(*) FROM backups WHERE number = " + std::to_string(file.head.number) +
                                 " AND made_at_ms = " + std::to_string(file.head.made_at_ms)) == 1);
  }
  nothing_is_safe_without_a_backup(ward);
}

TEST_CASE(
    "a restore killed at any step leaves what was there or is finished by the next and nothing between is opened") {
  test::SeededRandom random(20'261'216);
  Ward ward;
  REQUIRE(test::run_to_step(ward.backup(), whole).status == 0);
  {
    auto database = db::Database::open(collector::database_file(ward.data()), {.create = false}).value();
    REQUIRE(database.execute("INSERT INTO petition_tallies VALUES ('after', 1)"));
  }
  const auto former = (ward.folder.path() / "former").string();
  Ward::copy(ward.data(), former);
  // one machine has the collector as it went on, the other has nothing
  for (const bool empty : {false, true}) {
    const auto begin = [&] {
      fs::remove_all(ward.data());
      if (!empty) Ward::copy(former, ward.data());
    };
    begin();
    const auto steps = test::run_to_step(ward.restore(ward.data()), whole);
    INFO(steps.printed);
    REQUIRE(steps.status == 0);
    int finished = 0;
    for (int round = 0; round < test::count_of({.shortly = 12, .in_a_long_run = 400}); ++round) {
      begin();
      // by turns anywhere, and where renames are
      const int range = round % 2 == 0 ? steps.steps : steps.steps / 4;
      const int step = steps.steps - static_cast<int>(random.below(static_cast<std::uint64_t>(range)));
      INFO((empty ? "empty, " : "") << "killed at step " << step << " of " << steps.steps);
      REQUIRE(test::run_to_step(ward.restore(ward.data()), step).killed);
      const auto looked = test::said_by(fmt::format("{} verify-audit --data {} 2>&1", MINBAR_COLLECTOR, ward.data()));
      const bool begun = fs::exists(collector::restore_note(ward.data()));
      if (begun) {
        CHECK_FALSE(looked.well);
        CHECK_THAT(looked.text, Contains("a backup is being restored"));
        const auto again =
            test::said_by(fmt::format("{} restore --data {} </dev/null 2>&1", MINBAR_COLLECTOR, ward.data()));
        INFO(again.text);
        CHECK(again.well);
        ++finished;
      } else if (looked.well && !empty && count(ward.data(), "SELECT count(*) FROM petition_tallies") == 1) {
        // as it was
        CHECK(test::run_to_step(ward.restore(ward.data()), whole).status == 0);
      } else if (!looked.well) {
        REQUIRE(empty);
        CHECK_THAT(looked.text, Contains("there is no collector"));
        CHECK(test::run_to_step(ward.restore(ward.data()), whole).status == 0);
      }
      CHECK(count(ward.data(), "SELECT count(*) FROM petition_tallies") == 0);
      CHECK(count(ward.data(), "SELECT count(*) FROM envelopes") == 2);
      const auto well = test::said_by(fmt::format("{} verify-audit --data {} 2>&1", MINBAR_COLLECTOR, ward.data()));
      INFO(well.text);
      CHECK(well.well);
    }
    CHECK(finished > 0);
  }
}
