// What the shared database is called in its folder, and whether something has a name. Used by whoever opens the
// database, looks at it or moves it.
#pragma once

#include <filesystem>
#include <system_error>

namespace minbar::store {

inline constexpr const char* database_name = "kiosk.db";

// Whatever it is; a link counts by itself. What cannot be looked at is there.
[[nodiscard]] inline bool is_there(const std::filesystem::path& file) {
  std::error_code error;  // says no more than the type does
  return std::filesystem::symlink_status(file, error).type() != std::filesystem::file_type::not_found;
}

}  // namespace minbar::store
