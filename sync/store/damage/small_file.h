// Inside sync/store/damage: writes the small files that lie beside the shared database. A folder that somebody has put
// in the place of one, or of what becomes one, goes: it would keep the kiosk shut.
#pragma once

#include <sys/types.h>

#include <filesystem>

#include "sync/base/bytes.h"
#include "sync/base/file.h"
#include "sync/base/result.h"

namespace minbar::store {

// As write_file (sync/base/file.h).
[[nodiscard]] Result<void> write_small_file(const std::filesystem::path& path, ByteView bytes, mode_t mode,
                                            FileTime time = FileTime::told);

}  // namespace minbar::store
