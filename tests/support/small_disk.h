// A file system of its own for a test: ext4 in a file, over a loop device, which can be filled to its last block. Only
// root can mount one, and not in every container: a story asks is_there() first, and is left out otherwise.
#pragma once

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mount.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "tests/support/temporary_folder.h"

namespace minbar::test {

class SmallDisk {
 public:
  SmallDisk(int mebibytes, int block_bytes) {
    if (::geteuid() != 0) return;
    std::filesystem::create_directory(path());
    const auto image = (folder_.path() / "image").string();
    const auto make = fmt::format("truncate -s {0}M {1} && mkfs.ext4 -q -m 0 -b {2} {1} && mount -o loop {1} {3}",
                                  mebibytes, image, block_bytes, path().string());
    mounted_ = std::system(("{ " + make + "; } >/dev/null 2>&1").c_str()) == 0;
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;
  ~SmallDisk() {
    if (mounted_) ::umount2(path().c_str(), MNT_DETACH);
  }
  // Otherwise path() is an ordinary folder, or none, and it says so.
  [[nodiscard]] bool is_there() const {
    if (!mounted_) fmt::print(stderr, "left out: no file system of its own can be mounted here\n");
    return mounted_;
  }
  [[nodiscard]] std::filesystem::path path() const { return folder_.path() / "disk"; }

  // Somebody else's file takes every block that is left, or all but so many bytes. What a journal still holds of files
  // that went is free only after a sync, so that one round is not always enough.
  void fill(off_t leave = 0) const {
    ::sync();
    const auto spare = path() / "spare";
    const int kept = ::open(spare.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    static_cast<void>(::posix_fallocate(kept, 0, leave + 1));
    ::close(kept);
    const int fd = ::open((path() / "filler").c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    const std::string bytes(65'536, 'x');
    for (bool put_some = true; put_some;) {
      put_some = false;
      for (std::size_t part = bytes.size(); part > 0;) {
        const auto put = ::write(fd, bytes.data(), part);
        put_some = put_some || put > 0;
        if (put <= 0) part /= 2;
      }
      ::fsync(fd);
      ::sync();
    }
    ::close(fd);
    if (leave > 0) std::filesystem::remove(spare);
    ::sync();
  }
  void clear() const {
    for (const auto* name : {"filler", "spare"}) std::filesystem::remove(path() / name);
    ::sync();
  }
  [[nodiscard]] std::uintmax_t available() const { return std::filesystem::space(path()).available; }

 private:
  TemporaryFolder folder_;
  bool mounted_ = false;
};

}  // namespace minbar::test
