// What a collector keeps of its backup key: keys/backup.key, one line "minbar-backup-key-v1", the collector's id, the
// public key and the proof (seal/backup_key.h) in hexadecimal. It seals backups and opens none. Bound to its collector:
// beside another it is refused.
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "sync/base/result.h"
#include "sync/collector/backup/format.h"
#include "sync/domain/ids.h"
#include "sync/seal/backup_key.h"

namespace minbar::collector {

[[nodiscard]] std::filesystem::path backup_key_file(const std::filesystem::path& data);

// In the place of the one that is there.
[[nodiscard]] Result<void> keep_backup_key(const std::filesystem::path& data, const CollectorId& collector,
                                           const seal::BackupKey& key);
// Errors: not_found (there is none: says how to make one), conflict (another collector's), corrupt, denied, io.
[[nodiscard]] Result<seal::BackupKey> load_backup_key(const std::filesystem::path& data, const CollectorId& collector);

// All files of a folder of keys, in the order of their names; folders in it are passed over. Errors: too_large, denied,
// io.
[[nodiscard]] Result<std::vector<KeyFile>> keys_in(const std::filesystem::path& folder);
[[nodiscard]] std::set<std::string> names_of(const std::vector<KeyFile>& keys);

}  // namespace minbar::collector
