// What the database knows of its backups: those that were read back and found whole. For doctor, and so that a number
// is not given twice.
#pragma once

#include <cstdint>
#include <optional>
#include <set>

#include "sync/base/result.h"
#include "sync/db/database.h"

namespace minbar::collector {

struct BackupNote {
  std::int64_t number = 0;
  std::int64_t made_at_ms = 0;
  std::int64_t verified_at_ms = 0;
  bool elsewhere = false;  // on another file system than the database
  std::int64_t bytes = 0;
  bool operator==(const BackupNote&) const = default;
};
// In a transaction of the writer.
[[nodiscard]] Result<void> note_backup(db::Database& database, const BackupNote& note);
// Once it has its name: it is the newest that made something safe.
[[nodiscard]] Result<void> note_elsewhere(db::Database& database, std::int64_t number);
// Of one that did not get its name.
[[nodiscard]] Result<void> forget_backup(db::Database& database, std::int64_t number);
// Those go that are older than ten years, but the newest limits::backups_remembered, and those whose number is one of
// `there`: what is not noted is never removed from its folder, and another folder than this one may have it.
[[nodiscard]] Result<void> forget_backups(db::Database& database, const std::set<std::int64_t>& there,
                                          std::int64_t now_ms);
[[nodiscard]] Result<std::optional<BackupNote>> newest_backup(db::Database& database);
// Whether this very database made it: not one that lies in the same folder under the same name, whoever made that, nor
// one from a history that a restore left.
[[nodiscard]] Result<bool> is_noted(db::Database& database, std::int64_t number, std::int64_t made_at_ms);
// The newest that made something safe.
[[nodiscard]] Result<std::optional<BackupNote>> newest_backup_elsewhere(db::Database& database);

}  // namespace minbar::collector
