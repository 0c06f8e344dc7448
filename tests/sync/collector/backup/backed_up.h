// A collector with a backup key, another disk for its backups, and a kiosk that keeps what is not safe.
#pragma once

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "sync/collector/backup/backup_key_file.h"
#include "sync/collector/backup/make_backup.h"
#include "sync/collector/backup/recovery_sheet.h"
#include "sync/collector/backup/restore.h"
#include "tests/support/other_disk.h"
#include "tests/sync/collector/keeping_kiosk.h"

namespace minbar::test {

struct BackedUp {
  TestCollector collector;
  KeepingKiosk kiosk{collector};
  OtherDisk disk;
  seal::BackupSecret secret = seal::BackupSecret::make(collector.random);

  BackedUp() {
    REQUIRE(disk.is_another());
    REQUIRE(collector::keep_backup_key(data(), id(), secret.key()));
  }
  [[nodiscard]] std::filesystem::path data() const { return collector.options().data; }
  [[nodiscard]] CollectorId id() {
    const auto row = collector->storage().read(
        [](db::Database& database) { return database.query_one("SELECT id FROM collector WHERE one = 1"); });
    return row.value()->id<CollectorId>(0);
  }
  // As the program does it, beside the one that serves.
  [[nodiscard]] Result<collector::BackupMade> try_backup(const std::filesystem::path& to,
                                                         const collector::KeepRule& keep = {}) {
    auto home = collector::open_home(data(), collector::WhenNew::refuse, collector.clock, collector.random);
    REQUIRE(home.has_value());
    return collector::make_backup(*home, {.data = data(), .to = to, .keep = keep}, collector.clock, collector.random);
  }
  collector::BackupMade back_up() {
    auto made = try_backup(disk.path());
    if (!made) FAIL(made.error().context);
    return *made;
  }
  // Of one day only the newest backup stays.
  void next_day() { collector.clock.advance(24 * hour_ms); }
  [[nodiscard]] std::vector<collector::BackupFile> files() const { return collector::backups_in(disk.path()).value(); }
};

inline std::string bytes_in(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}
inline void write_bytes(const std::filesystem::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

}  // namespace minbar::test
