#include "sync/collector/doctor/checks.h"

#include <algorithm>

#include <fmt/format.h>

namespace minbar::collector {

namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t mib = 1024 * 1024;
constexpr std::uintmax_t least_free = 1024 * mib;
constexpr std::uintmax_t long_log = 512 * mib;  // it is emptied at some megabytes, unless somebody reads for long

std::uintmax_t size_of(const fs::path& file) {
  std::error_code error;
  const auto size = fs::file_size(file, error);
  return error ? 0 : size;
}

}  // namespace

Findings check_disk(Examined& examined) {
  const auto file = database_file(examined.data);
  std::error_code error;
  const auto space = fs::space(examined.data, error);
  if (error)
    return {{.check = "disk",
             .says = "How much room there is cannot be told.",
             .to_do = fmt::format("Look at the disk that {} lies on.", examined.data.string())}};
  Findings found;
  const auto used = size_of(file);
  const auto needed = std::max(least_free, used);
  if (space.available < needed)
    found.push_back(
        {.check = "disk",
         .says = fmt::format("{} MiB are free, and the database has {} MiB.", space.available / mib, used / mib),
         .to_do = fmt::format("Make room for {} MiB: a rebuild writes as much as the database has. When the "
                              "disk is full nothing is taken, and kiosks keep everything.",
                              needed / mib)});
  const auto log = size_of(file.string() + "-wal");
  if (log > long_log)
    found.push_back({.check = "disk",
                     .says = fmt::format("The database's log has {} MiB.", log / mib),
                     .to_do = "Some program has read for long, or the disk is full. Stop serve and start it again: its "
                              "end empties the log."});
  if (found.empty())
    found.push_back(
        {.check = "disk",
         .says = fmt::format("{} MiB are free, and the database has {} MiB.", space.available / mib, used / mib)});
  return found;
}

}  // namespace minbar::collector
