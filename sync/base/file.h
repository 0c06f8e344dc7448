// Small files: read whole with a bound, written so that a power cut leaves the old or the new, never half.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <filesystem>
#include <string>

#include "sync/base/bytes.h"
#include "sync/base/result.h"

namespace minbar {

// Errors: not_found, denied, too_large (over max_bytes), io.
[[nodiscard]] Result<std::string> read_file(const std::filesystem::path& path, std::size_t max_bytes);
// Writes beside the target, fsyncs, renames, fsyncs the folder. The file has exactly `mode`. Errors: full, denied, io.
[[nodiscard]] Result<void> write_file(const std::filesystem::path& path, ByteView bytes, mode_t mode);
// share/minbar beside the folder this program lies in, as both the build and the packages lay it out.
[[nodiscard]] std::filesystem::path share_folder();
// A file that only its owner may read: owned by the user this process runs as, no bit for others, none for the group
// unless `group_may_read`. The error says which command mends it.
[[nodiscard]] Result<void> check_private(const std::filesystem::path& path, bool group_may_read = false);

}  // namespace minbar
