// The key with which this kiosk signs, and its public half in the shared folder. Where the private folder has lost it,
// a new one takes its place there: what was signed with the old one stays good, and nothing is signed for citizens with
// the new one before the collector knows it.
#pragma once

#include <filesystem>

#include "sync/base/random.h"
#include "sync/base/result.h"
#include "sync/seal/keys.h"
#include "sync/store/folder.h"

namespace minbar::kiosk {

// Errors: those of the key's file, conflict (the folder was signed with another key than the one that is there: keys
// and data do not belong together).
[[nodiscard]] Result<seal::RecordKey> own_key(store::Folder& folder, const std::filesystem::path& keys, Random& random);

}  // namespace minbar::kiosk
