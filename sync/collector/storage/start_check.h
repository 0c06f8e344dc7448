// Whether a database can be the one that it was, found out in the time of a start however large it is: its length, the
// root of each table and index, the first and last row of each table. What lies between is checked later
// (full_check.h). Reads only.
#pragma once

#include <filesystem>

#include "sync/base/result.h"

namespace minbar::collector {

// Errors: corrupt (says what), and those of db::Database.
[[nodiscard]] Result<void> look_at_edges(const std::filesystem::path& file);

}  // namespace minbar::collector
