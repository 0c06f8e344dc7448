// One program at a time: a lock on a file, which the kernel takes back when its holder ends, however that ends. What
// the file holds says nothing: it is never removed, and is there whether somebody holds it or not.
#pragma once

#include <sys/types.h>

#include <filesystem>

#include "sync/base/result.h"

namespace minbar {

// Movable. Given back when it goes.
class FileLock {
 public:
  // The file is made with mode 0600 when it is missing; a link is not followed. Errors: busy (another holds it),
  // denied, full, io.
  [[nodiscard]] static Result<FileLock> take(const std::filesystem::path& file);
  // Waits for whoever holds it. Only where holders are brief. Errors: denied, full, io.
  [[nodiscard]] static Result<FileLock> wait_for(const std::filesystem::path& file);

  FileLock(FileLock&& other) noexcept;
  FileLock& operator=(FileLock&& other) noexcept;
  ~FileLock();

 private:
  explicit FileLock(int fd) : fd_(fd) {}
  static Result<FileLock> lock(const std::filesystem::path& file, bool wait);

  int fd_ = -1;
};

}  // namespace minbar
