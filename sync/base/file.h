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
// What a file's times of change and use say: the usual, or the year 1970 to whoever may not learn when it was written.
enum class FileTime : bool { told, not_told };
// Writes beside the target, fsyncs, renames, fsyncs the folder. The file has exactly `mode`. Errors: full, denied, io.
[[nodiscard]] Result<void> write_file(const std::filesystem::path& path, ByteView bytes, mode_t mode,
                                      FileTime time = FileTime::told);
// The same for a file or folder that is there. What the kernel notes besides (ctime) becomes now.
void tell_no_time(const std::filesystem::path& path);
// What was made, renamed or removed in this folder is so after a power cut too. Errors: not_found, denied, io.
[[nodiscard]] Result<void> sync_folder(const std::filesystem::path& folder);
// share/minbar beside the folder this program lies in, as both the build and the packages lay it out.
[[nodiscard]] std::filesystem::path share_folder();
// Makes the folder, and those above it, unless it is there: one that only this process' user may look into. Refused:
// what is a link or belongs to another user or is open to one, and a folder in whose parent another user could put
// another in its place (one that others may write and that has no sticky bit, or that is neither root's nor this
// user's). The error says which command mends it.
[[nodiscard]] Result<void> make_private_folder(const std::filesystem::path& path);
// A file that only its owner may read: owned by the user this process runs as, no bit for others, none for the group
// unless `group_may_read`. The error says which command mends it.
[[nodiscard]] Result<void> check_private(const std::filesystem::path& path, bool group_may_read = false);

}  // namespace minbar
