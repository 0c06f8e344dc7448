// A folder on another file system than the temporary one: memory. Only where the machine has such; a story requires
// is_another() first.
#pragma once

#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "sync/base/ensure.h"

namespace minbar::test {

class OtherDisk {
 public:
  OtherDisk() {
    std::string pattern = "/dev/shm/minbar-test-XXXXXX";
    ENSURE(::mkdtemp(pattern.data()) != nullptr, "a folder can be made in memory");
    path_ = pattern;
  }
  OtherDisk(const OtherDisk&) = delete;
  OtherDisk& operator=(const OtherDisk&) = delete;
  ~OtherDisk() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  [[nodiscard]] bool is_another() const {
    struct stat own {};
    struct stat usual {};
    return ::stat(path_.c_str(), &own) == 0 && ::stat(std::filesystem::temp_directory_path().c_str(), &usual) == 0 &&
           own.st_dev != usual.st_dev;
  }

 private:
  std::filesystem::path path_;
};

}  // namespace minbar::test
