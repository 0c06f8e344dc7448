// Puts a backup in the place of what a data folder has. First everything is looked at and nothing changed (plan), so
// that a person can be told what it would cost; then the backup is unpacked beside what is there and proved (stage);
// then it takes the place (put_in_place.h). Killed at any moment, the folder has what it had, or the restore is
// finished by the next.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "sync/base/result.h"
#include "sync/collector/backup/at_stake.h"
#include "sync/collector/backup/backup_folder.h"
#include "sync/collector/backup/unpack.h"
#include "sync/seal/backup_key.h"

namespace minbar::collector {

// Those in a folder, or the one file, that this sheet opens, the newest last. Errors: not_found (none), denied (none of
// them is of this sheet), and those of backups_in.
[[nodiscard]] Result<std::vector<BackupFile>> backups_of_sheet(const std::filesystem::path& from,
                                                               const seal::BackupSecret& secret);
// `at`: a file's name or a number; empty: the newest. Error not_found.
[[nodiscard]] Result<BackupFile> choose(const std::vector<BackupFile>& files, const std::string& at);

struct RestorePlan {
  BackupFile chosen;
  std::optional<BackupFile> newest = {};  // when another is newer
  bool there_is_one = false;              // a database that can be read is in the folder
  bool is_unreadable = false;             // a database is there and cannot be read: what it held is not known
  bool is_another = false;                // what is there is another collector
  bool made_safe_since = false;           // a newer backup is known, so kiosks may have dropped what only that one has
  std::vector<AtStake> at_stake = {};     // what of it can be named: records; recordings and what came late cannot
  [[nodiscard]] bool must_be_confirmed() const { return newest || there_is_one || is_unreadable; }
};
// Changes nothing. Whoever restores holds the serve lock from before this on.
[[nodiscard]] Result<RestorePlan> plan_restore(const std::filesystem::path& data, const std::vector<BackupFile>& files,
                                               const BackupFile& chosen, const seal::BackupSecret& secret);

struct Restored {
  BackupHead head;
  BackupAbout about;
  std::string aside = {};        // name of the folders in db/ and keys/ with what was there; they may not be there
  std::string fingerprint = {};  // as kiosks show it
  bool keys_were_there = false;
};
// Errors: those of unpack and check_copy, conflict (its keys do not belong to its database), full, denied, io. Then
// what was there is as it was.
[[nodiscard]] Result<Restored> restore(const std::filesystem::path& data, const BackupFile& chosen,
                                       const seal::BackupSecret& secret, std::int64_t now_ms);

}  // namespace minbar::collector
