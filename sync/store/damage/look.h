// Whether the shared database is damaged, found out in a bounded time: its length, its schema, the first and last row
// of each table, which takes the same time however large it is, and then, where there is time for them, every page that
// the budget reaches, the small tables first. What it does not reach is met when it is read. Reads only.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>

#include "sync/base/result.h"
#include "sync/db/migrate.h"

namespace minbar::store {

struct LookFor {
  std::span<const db::Migration> steps;  // of the schema, in order
  std::int64_t head = 0;       // how far the kiosk's chain is known to go; a file that is behind has lost rows
  std::int64_t budget_ms = 0;  // for its pages; 0: not one of them
  bool thorough = false;       // whether each index names what its table holds, too: of records and small tables
  bool in_use = false;  // by this process: then the file is not opened beside SQLite, which would lose its locks by it
  std::function<bool()> stop = {};  // asked often, from another thread: the pages have to wait; nothing: they do not
};

// What is wrong with it, for people; nothing: no damage was seen. Errors: not_found, io (the disk does not give all of
// it just now, which SQLite too takes for damage), unsupported_version (a newer program's), denied, busy.
[[nodiscard]] Result<std::optional<std::string>> damage_of(const std::filesystem::path& file, const LookFor& what);

}  // namespace minbar::store
