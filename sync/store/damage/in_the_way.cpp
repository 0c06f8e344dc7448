#include "sync/store/damage/in_the_way.h"

#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

#include "sync/store/damage/moving.h"
#include "sync/store/damage/names.h"

namespace minbar::store {

std::vector<std::string> in_the_way(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> needed;
  for (const auto* part : {"", "-wal", "-shm"}) needed.push_back(folder / (std::string(database_name) + part));
  if (const auto moving = moving_in(folder); moving && *moving)
    for (const auto* part : {"", "-wal"}) needed.push_back(folder / ((*moving)->file + part));
  std::vector<std::string> out;
  for (const auto& file : needed) {
    struct stat info {};
    if (::lstat(file.c_str(), &info) != 0) continue;
    if (!S_ISREG(info.st_mode))
      out.push_back(fmt::format("{} is no file. Put the file itself there if you have it", file.string()));
    else if (::access(file.c_str(), R_OK | W_OK) != 0)
      out.push_back(fmt::format("{} belongs to others: give it the folder's group and mode 0660", file.string()));
  }
  return out;
}

}  // namespace minbar::store
