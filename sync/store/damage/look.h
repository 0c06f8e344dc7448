// Whether the shared database is damaged, found out in a bounded time: its length, its schema, the first and last row
// of each table, and then every page that the budget reaches, the small tables first. What the budget does not reach is
// met when it is read. Reads only.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>

#include "sync/base/result.h"
#include "sync/db/migrate.h"

namespace minbar::store {

struct LookFor {
  std::span<const db::Migration> steps;  // of the schema, in order
  std::int64_t head = 0;  // how far the kiosk's chain is known to go; a file that is behind has lost rows
  std::int64_t budget_ms = 0;
};

// What is wrong with it, for people; nothing: no damage was seen. Errors: not_found, io (the disk does not give all of
// it just now, which SQLite too takes for damage), unsupported_version (a newer program's), denied, busy.
[[nodiscard]] Result<std::optional<std::string>> damage_of(const std::filesystem::path& file, const LookFor& what);

}  // namespace minbar::store
