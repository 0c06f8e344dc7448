// Makes a backup of a collector, beside one that serves or alone: one snapshot, checked, sealed as it is read, written,
// flushed, and read back from the disk. Only then what it holds is called safe, if it lies on another file system; and
// only then older ones go that have had their time.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "sync/base/clock.h"
#include "sync/base/random.h"
#include "sync/base/result.h"
#include "sync/collector/backup/backup_folder.h"
#include "sync/collector/backup/format.h"
#include "sync/collector/storage/home.h"

namespace minbar::collector {

struct BackupOrder {
  std::filesystem::path data;
  std::filesystem::path to;  // a folder that is there
  KeepRule keep = {};
};
struct BackupMade {
  std::filesystem::path file;
  BackupHead head;
  BackupAbout about;
  std::int64_t bytes = 0;
  bool elsewhere = false;  // else nothing became safe by it
  bool erased_is_damaged =
      false;                // the list of what was erased by law has damaged lines, as they are in the backup too
  std::size_t removed = 0;  // older ones
};
// Errors: not_found (no backup key, or no such folder: says what to do), corrupt (the database is damaged, or what was
// written does not come back), busy (another backup is being made), full, denied, io. Older backups then stay as they
// are, and nothing became safe.
[[nodiscard]] Result<BackupMade> make_backup(Home& home, const BackupOrder& order, const Clock& clock, Random& random);

}  // namespace minbar::collector
