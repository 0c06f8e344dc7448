// The collector's data folder: db/ (the database) and keys/ (opening.key, signing.key and what succeeded them:
// successors.h), both for its own user alone.
// Made on first use; refused when others could read it, saying which command mends it. Keys are never in the database
// or its backup. What is there is opened together by home.h.
#pragma once

#include <filesystem>

#include "sync/base/file_lock.h"
#include "sync/base/random.h"
#include "sync/base/result.h"
#include "sync/collector/storage/collector_keys.h"

namespace minbar::collector {

// Errors: denied (owner or mode of `folder`, db/ or keys/), io, full.
[[nodiscard]] Result<void> prepare_data_folder(const std::filesystem::path& folder);
[[nodiscard]] std::filesystem::path database_file(const std::filesystem::path& folder);
// The marks of numbers.h.
[[nodiscard]] std::filesystem::path marks_file(const std::filesystem::path& folder);
// The list of erased.h.
[[nodiscard]] std::filesystem::path erased_file(const std::filesystem::path& folder);
// While it is there, FolderState::restoring (backup/put_in_place.h).
[[nodiscard]] std::filesystem::path restore_note(const std::filesystem::path& folder);
// The keys of a folder that has them, with those that succeeded the first. Where a first start was begun, what is
// missing is made. Errors: denied, corrupt, io; also not_found when keys are missing: a lost key must be restored, not
// replaced.
[[nodiscard]] Result<CollectorKeys> load_keys(const std::filesystem::path& folder, Random& random);

// What a data folder has, told by its files alone.
enum class FolderState {
  fresh,                  // neither keys nor a database: nobody was ever served from here
  begun,                  // a first start was begun and has not ended: nobody was ever served from here
  whole,                  // keys and a database
  one_key,                // one of the keys without the other
  keys_without_database,  // or beside an empty file
  database_without_keys,
  log_without_database,  // the database is gone and its write-ahead log is not: a new one would be mixed with it
  restoring,             // a restore has begun to put a backup in the place of what was there, and has not ended
};
[[nodiscard]] FolderState state_of(const std::filesystem::path& folder);
// Nothing when it is fresh, begun or whole; else an error not_found that says what is missing and what to do.
[[nodiscard]] Result<void> check_state(const std::filesystem::path& folder, FolderState state);

// From the first until the last of these a first start is begun: a note on the disk says that whatever stands here was
// never in use, so that the next start finishes it. Errors: denied, full, io.
[[nodiscard]] Result<void> begin_first_start(const std::filesystem::path& folder);
[[nodiscard]] Result<void> end_first_start(const std::filesystem::path& folder);

// Who serves from this folder, or changes it as a whole, holds this. Error busy: another does; says what to do.
[[nodiscard]] Result<FileLock> take_serve_lock(const std::filesystem::path& folder);
// Whoever finds no whole folder holds this while looking again and making one. Waits.
[[nodiscard]] Result<FileLock> wait_for_start_lock(const std::filesystem::path& folder);

}  // namespace minbar::collector
