// The collector's data folder: db/ (the database) and keys/ (opening.key, signing.key), both for its own user alone.
// Made on first use; refused when others could read it, saying which command mends it. Keys are never in the database
// or its backup.
#pragma once

#include <filesystem>

#include "sync/base/random.h"
#include "sync/base/result.h"
#include "sync/seal/keys.h"

namespace minbar::collector {

struct CollectorKeys {
  seal::OpeningKey opening;
  seal::SigningKey signing;
};

// Errors: denied (owner or mode of `folder`, db/ or keys/), io, full.
[[nodiscard]] Result<void> prepare_data_folder(const std::filesystem::path& folder);
[[nodiscard]] std::filesystem::path database_file(const std::filesystem::path& folder);
// Loads the keys or makes them. Errors: denied, corrupt, io; also not_found when one key is there without the other: a
// lost opening key must be restored, not replaced.
[[nodiscard]] Result<CollectorKeys> load_keys(const std::filesystem::path& folder, Random& random);

}  // namespace minbar::collector
