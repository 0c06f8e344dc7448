// Which database a salvage was under way with, by what it left behind: for a start that finds neither the shared
// database nor a note that can be read.
#pragma once

#include <filesystem>
#include <optional>

#include "sync/store/damage/moving.h"

namespace minbar::store {

// Nothing: the shared database is there, or no salvage was stopped. It is to be salvaged again, whatever came of it.
[[nodiscard]] std::optional<Moving> unfinished_in(const std::filesystem::path& folder);
// One that was killed between its two renames: the log has its new name, and the file has not. Only where a note says
// that a salvage was under way; by itself such a log is what somebody left of a file that they deleted.
[[nodiscard]] std::optional<Moving> log_moved_alone(const std::filesystem::path& folder);

}  // namespace minbar::store
