#include "sync/collector/doctor/checks.h"

#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

namespace minbar::collector {

namespace {

Findings check_modes(const std::filesystem::path& folder) {
  struct stat info {};
  if (::stat(folder.c_str(), &info) != 0) return {};  // another check says what is missing
  Findings found;
  if (info.st_uid != ::geteuid())
    found.push_back({.check = "folder",
                     .says = fmt::format("{} belongs to user {}.", folder.string(), info.st_uid),
                     .to_do = fmt::format("Run this as that user, or: chown {} {}", ::geteuid(), folder.string())});
  if ((info.st_mode & 0077) != 0)
    found.push_back({.check = "folder",
                     .says = fmt::format("{} has mode {:04o}, which is open to others.", folder.string(),
                                         static_cast<unsigned>(info.st_mode & 07777)),
                     .to_do = fmt::format("chmod 0700 {}", folder.string())});
  return found;
}

}  // namespace

Findings check_folder(Examined& examined) {
  Findings found;
  const auto& data = examined.data;
  for (const auto& folder : {data, data / "db", data / "keys"})
    for (auto& finding : check_modes(folder)) found.push_back(std::move(finding));
  const auto state = state_of(data);
  if (state == FolderState::fresh)
    found.push_back(
        {.check = "folder",
         .says = "There is no collector here.",
         .to_do = "Start minbar-collector serve, which makes one, or name the folder of the one you mean."});
  else if (state == FolderState::begun)
    found.push_back({.check = "folder",
                     .says = "The first start was begun and has not ended. Nobody was served from here yet.",
                     .to_do = "Start minbar-collector serve: it finishes what was begun."});
  else if (state == FolderState::restoring)
    found.push_back(
        {.check = "folder",
         .says = "A restore was begun and has not ended, so that nothing is served.",
         .to_do = fmt::format("Run minbar-collector restore --data {}: it finishes it and asks for nothing.",
                              data.string())});
  else if (const auto checked = check_state(data, state); !checked)
    found.push_back(
        {.check = "folder", .says = "A part of the collector is missing.", .to_do = checked.error().context + "."});
  if (found.empty()) found.push_back({.check = "folder", .says = "All parts are there, for their owner alone."});
  return found;
}

}  // namespace minbar::collector
