// What a database says of itself, for a backup and for whoever proves one: found out in one snapshot.
#pragma once

#include <vector>

#include "sync/base/result.h"
#include "sync/collector/backup/format.h"
#include "sync/db/database.h"

namespace minbar::collector {

// Every page and index. Error corrupt: it is damaged.
[[nodiscard]] Result<void> check_whole(db::Database& snapshot);
[[nodiscard]] Result<BackupAbout> about_of(db::Database& snapshot);
[[nodiscard]] Result<std::vector<ChainHere>> chains_of(db::Database& snapshot);

// Of an unpacked copy: it is whole, has the rows and the ends of chains that were told of it, and its schema is known
// here. Errors: corrupt, unsupported_version.
[[nodiscard]] Result<void> check_copy(db::Database& copy, const BackupAbout& about,
                                      const std::vector<ChainHere>& chains);

}  // namespace minbar::collector
