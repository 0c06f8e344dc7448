// How a damaged database leaves its place and a salvaged one takes it. A note in the shared folder says from the first
// step to the last that this is under way, so that a kiosk which is stopped at any step finishes it at its next start,
// and the agent meanwhile opens and makes nothing. Called by the kiosk, with OpeningLock held alone.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "sync/base/result.h"

namespace minbar::store {

struct Moving {
  std::string file{};     // the name of the one set aside: kiosk.db.damaged-2026-11-30, or with -2, -3 ... behind it
  bool salvaged = false;  // what could be read of it is whole in the file salvaged_file
  bool operator==(const Moving&) const = default;
};

[[nodiscard]] bool is_moving(const std::filesystem::path& folder);
// Nothing: none is under way. Errors: corrupt (the note is not one; nothing is done by it), denied, io.
[[nodiscard]] Result<std::optional<Moving>> moving_in(const std::filesystem::path& folder);
// Durable on return. Errors: full, denied, io.
[[nodiscard]] Result<void> note_moving(const std::filesystem::path& folder, const Moving& moving);
void end_moving(const std::filesystem::path& folder);

// A name that nothing has there, with the day by this clock. Error: full (too many of that day).
[[nodiscard]] Result<std::string> free_name(const std::filesystem::path& folder, std::int64_t wall_ms);
// Renames the database and its -wal and -shm; what is moved already stays so, whatever has its
// old name since. Errors: denied, io.
[[nodiscard]] Result<void> move_aside(const std::filesystem::path& folder, const Moving& moving);
// Where the new one is made, without a -wal when it is whole.
[[nodiscard]] std::filesystem::path salvaged_file(const std::filesystem::path& folder);
void remove_salvaged(const std::filesystem::path& folder);
// The new one becomes the folder's, if it has not yet. One that somebody made there meanwhile is set aside, without a
// note. Errors: denied, full (as free_name), io.
[[nodiscard]] Result<void> put_in_place(const std::filesystem::path& folder, std::int64_t wall_ms);

// What a name of a database set aside looks like, without its -wal and the like.
[[nodiscard]] bool is_set_aside_name(const std::string& name);

}  // namespace minbar::store
