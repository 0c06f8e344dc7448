// The one moment of a restore: what was unpacked and proved takes the place of what is there, by renames alone. A note
// on the disk says that it has begun; while the note is there nothing serves, and whoever restores finishes it first.
// What was there lies aside, in folders with the date, and is never removed.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "sync/base/result.h"

namespace minbar::collector {

// Where what is to take the place lies, in the folder where it will be, so that a rename suffices. DATA/db and
// DATA/keys may be different disks.
[[nodiscard]] std::filesystem::path staged_database(const std::filesystem::path& data);
[[nodiscard]] std::filesystem::path staged_keys(const std::filesystem::path& data);
// Makes both folders anew, empty. What an earlier restore has left in them, which never began to take a place, goes.
[[nodiscard]] Result<void> make_stage(const std::filesystem::path& data);
[[nodiscard]] Result<void> remove_stage(const std::filesystem::path& data);

struct Placing {
  std::string aside;                   // name of the folders for what was there
  std::vector<std::string> keys = {};  // files that are staged
  bool all_keys = false;               // whatever else is in keys/ goes aside: it is another collector's
};
// From here on it is finished, by this or by the next. Whoever calls it holds the serve lock.
[[nodiscard]] Result<void> begin_placing(const std::filesystem::path& data, const Placing& placing);
// Where one was begun: finishes it, and says where what was there lies. Else nothing. Errors: corrupt (the note), io.
[[nodiscard]] Result<std::string> finish_placing(const std::filesystem::path& data);

}  // namespace minbar::collector
