#include "sync/store/damage/unfinished.h"

#include <sys/stat.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "sync/store/damage/names.h"
#include "sync/store/damage/set_aside.h"

namespace minbar::store {

namespace {

namespace fs = std::filesystem;

// When it got its name, as far as the file system tells; nothing: it is no file.
std::optional<std::pair<std::int64_t, std::int64_t>> renamed_at(const fs::path& file) {
  struct stat info {};
  if (::lstat(file.c_str(), &info) != 0 || !S_ISREG(info.st_mode)) return std::nullopt;
  return std::pair<std::int64_t, std::int64_t>{info.st_ctim.tv_sec, info.st_ctim.tv_nsec};
}

}  // namespace

std::optional<Moving> unfinished_in(const fs::path& folder) {
  if (is_there(folder / database_name)) return std::nullopt;
  // the note of what is missing comes last: with it the new one was whole, and is still to be put in its place
  const bool made = is_there(salvaged_file(folder));
  std::optional<Moving> out;
  std::pair<std::int64_t, std::int64_t> newest;
  bool noted = true;
  for (const auto& one : set_aside_in(folder)) {
    const auto at = renamed_at(folder / one.file);
    if (!at || (one.noted && !made)) continue;
    const bool first = !out || (noted && !one.noted);
    if (!first && (one.noted != noted || *at < newest)) continue;
    out = Moving{.file = one.file};
    newest = *at;
    noted = one.noted;
  }
  return out;
}

std::optional<Moving> log_moved_alone(const fs::path& folder) {
  std::error_code error;
  if (fs::file_size(folder / (std::string(database_name) + "-wal"), error) > 0 && !error) return std::nullopt;
  constexpr std::string_view log = "-wal";
  std::optional<Moving> found;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    auto name = entry.path().filename().string();
    if (!name.ends_with(log)) continue;
    name.resize(name.size() - log.size());
    if (!is_set_aside_name(name) || is_there(folder / name)) continue;
    if (found) return std::nullopt;  // nobody can tell which
    found = Moving{.file = name};
  }
  return found;
}

}  // namespace minbar::store
