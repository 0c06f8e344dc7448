#include "sync/store/damage/moving.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <ctime>
#include <string_view>
#include <system_error>

#include <fmt/format.h>

#include "sync/base/bytes.h"
#include "sync/base/file.h"
#include "sync/base/limits.h"
#include "sync/store/damage/names.h"
#include "sync/store/damage/small_file.h"
#include "sync/wire/json.h"

namespace minbar::store {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view aside_begin = "kiosk.db.damaged-";
constexpr int names_of_a_day = 9'999;

fs::path note_of(const fs::path& folder) { return folder / "kiosk.db.moving"; }

tl::unexpected<Error> cannot_rename(const fs::path& from, const fs::path& to) {
  return fail(errno == EACCES || errno == EPERM || errno == EROFS ? Errc::denied : Errc::io,
              fmt::format("cannot rename {} to {}", from.string(), to.filename().string()));
}

Result<void> rename_file(const fs::path& from, const fs::path& to) {
  if (::rename(from.c_str(), to.c_str()) == 0 || errno == ENOENT) return {};
  return cannot_rename(from, to);
}

// What has the new name already stays.
Result<void> rename_unless_there(const fs::path& from, const fs::path& to) {
  if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return {};
  if (errno == ENOENT || errno == EEXIST) return {};
  if (errno != EINVAL && errno != ENOSYS) return cannot_rename(from, to);
  // a file system that does not know that
  return is_there(to) ? Result<void>() : rename_file(from, to);
}

std::string day_of(std::int64_t wall_ms) {
  const auto seconds = static_cast<std::time_t>(wall_ms / 1000);
  std::tm utc{};
  if (::gmtime_r(&seconds, &utc) == nullptr) return "0000-00-00";
  return fmt::format("{:04}-{:02}-{:02}", std::clamp(utc.tm_year + 1900, 0, 9999), utc.tm_mon + 1, utc.tm_mday);
}

}  // namespace

bool is_set_aside_name(const std::string& name) {
  const auto of_a_name = [](char c) { return c == '-' || (c >= '0' && c <= '9'); };
  return name.starts_with(aside_begin) && name.size() > aside_begin.size() && name.size() <= aside_begin.size() + 16 &&
         std::all_of(name.begin() + aside_begin.size(), name.end(), of_a_name);
}

bool is_moving(const fs::path& folder) { return is_there(note_of(folder)); }

Result<std::optional<Moving>> moving_in(const fs::path& folder) {
  if (!is_moving(folder)) return std::nullopt;
  std::error_code error;
  if (!fs::is_regular_file(fs::symlink_status(note_of(folder), error)))
    return fail(Errc::corrupt, "what says that a database is being moved is no file");
  const auto text = TRY(read_file(note_of(folder), limits::damage_note_bytes));
  const auto json = wire::JsonReader::parse(bytes_of(text));
  const auto file = json ? json->text("file", 64) : fail(Errc::corrupt, "");
  const auto salvaged = json ? json->boolean("salvaged") : fail(Errc::corrupt, "");
  if (!file || !salvaged || !is_set_aside_name(*file))
    return fail(Errc::corrupt, "what says that a database is being moved cannot be read");
  return Moving{.file = *file, .salvaged = *salvaged};
}

Result<void> note_moving(const fs::path& folder, const Moving& moving) {
  wire::JsonWriter json;
  json.text("file", moving.file);
  json.boolean("salvaged", moving.salvaged);
  return write_small_file(note_of(folder), TRY(json.written()), 0640);
}

void end_moving(const fs::path& folder) {
  std::error_code ignored;
  fs::remove_all(note_of(folder), ignored);  // a folder, if somebody else made it
  static_cast<void>(sync_folder(folder));    // a note that is back after a power cut finds everything done
}

Result<std::string> free_name(const fs::path& folder, std::int64_t wall_ms) {
  const auto of_the_day = std::string(aside_begin) + day_of(wall_ms);
  for (int i = 1; i <= names_of_a_day; ++i) {
    const auto name = i == 1 ? of_the_day : fmt::format("{}-{}", of_the_day, i);
    if (!is_there(folder / name) && !is_there(folder / (name + "-wal"))) return name;
  }
  return fail(Errc::full, fmt::format("{} holds too many damaged databases of one day: look at its disk and move them "
                                      "elsewhere",
                                      folder.string()));
}

// The log first: the other way round a power cut in between would leave it beside no file, or beside the new one. One
// that was moved before the cut is the log: what has its old name since then was made by somebody who should not have.
Result<void> move_aside(const fs::path& folder, const Moving& moving) {
  if (is_there(folder / moving.file)) return {};
  for (const char* part : {"-wal", "-shm", "-journal", ""})
    TRY(rename_unless_there(folder / (std::string(database_name) + part), folder / (moving.file + part)));
  return sync_folder(folder);
}

fs::path salvaged_file(const fs::path& folder) { return folder / "kiosk.db.salvaged"; }

void remove_salvaged(const fs::path& folder) {
  std::error_code ignored;
  for (const char* part : {"", "-wal", "-shm", "-journal"})
    fs::remove_all(salvaged_file(folder).string() + part, ignored);
}

Result<void> put_in_place(const fs::path& folder, std::int64_t wall_ms) {
  if (!is_there(salvaged_file(folder))) return {};
  std::error_code ignored;
  // whoever made it, nobody knows what it holds
  if (is_there(folder / database_name) && !fs::is_empty(folder / database_name, ignored))
    TRY(move_aside(folder, {.file = TRY(free_name(folder, wall_ms))}));
  // of such a one, too: it would be read into the new one
  for (const char* part : {"-wal", "-shm", "-journal"})
    fs::remove_all((folder / database_name).string() + part, ignored);
  TRY(sync_folder(folder));
  TRY(rename_file(salvaged_file(folder), folder / database_name));
  return sync_folder(folder);
}

}  // namespace minbar::store
