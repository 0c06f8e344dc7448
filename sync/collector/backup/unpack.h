// A backup opened with the secret of its recovery sheet. All of it or nothing: a byte that was changed, a piece that is
// missing, an end that was cut is an error, and then nothing of it may be used.
#pragma once

#include <filesystem>
#include <vector>

#include "sync/base/result.h"
#include "sync/collector/backup/format.h"
#include "sync/collector/backup/open_file.h"
#include "sync/seal/backup_key.h"

namespace minbar::collector {

struct Unpacked {
  BackupHead head = {};
  BackupAbout about = {};
  std::vector<ChainHere> chains = {};
  std::vector<KeyFile> keys = {};
  Bytes erased = {};                // the list of what was erased by law, as a file; empty: there was none
  std::int64_t database_bytes = 0;  // 0 when it was only looked into
};
// The database goes into `into`, an empty file. Errors: as SealedFileReader, full, io.
[[nodiscard]] Result<Unpacked> unpack(const std::filesystem::path& file, const seal::BackupSecret& secret,
                                      OpenFile& into);
// What it says of itself and of chains, and no more; what stands behind that was not looked at.
[[nodiscard]] Result<Unpacked> look_into(const std::filesystem::path& file, const seal::BackupSecret& secret);

// Opens all of it, and looks at every page of the database, in a file without a name in `passing`. Changes nothing.
// Errors: as unpack and check_copy.
[[nodiscard]] Result<Unpacked> prove(const std::filesystem::path& file, const seal::BackupSecret& secret,
                                     const std::filesystem::path& passing);

}  // namespace minbar::collector
