// A folder copied as a disk is: files and folders with what they hold, and no sockets.
#pragma once

#include <filesystem>

namespace minbar::test {

// What is there under the same names is replaced.
inline void copy_folder(const std::filesystem::path& from, const std::filesystem::path& to) {
  namespace fs = std::filesystem;
  fs::create_directories(to);
  fs::permissions(to, fs::status(from).permissions());
  for (const auto& entry : fs::directory_iterator(from)) {
    const auto target = to / entry.path().filename();
    if (entry.is_directory()) copy_folder(entry.path(), target);
    if (entry.is_regular_file()) fs::copy_file(entry.path(), target, fs::copy_options::overwrite_existing);
  }
}

}  // namespace minbar::test
