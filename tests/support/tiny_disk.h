// A disk of its own, of a few megabytes, that a test can fill to its last block. Only root can have one: a test without
// it looks at nothing.
#pragma once

#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "tests/support/temporary_folder.h"

namespace minbar::test {

class TinyDisk {
 public:
  explicit TinyDisk(int megabytes) {
    const auto options = "mode=0755,size=" + std::to_string(megabytes) + "m";
    there_ = ::geteuid() == 0 && ::unshare(CLONE_NEWNS) == 0 &&
             ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
             ::mount("none", path().c_str(), "tmpfs", MS_NOSUID | MS_NODEV, options.c_str()) == 0;
  }
  TinyDisk(const TinyDisk&) = delete;
  TinyDisk& operator=(const TinyDisk&) = delete;
  ~TinyDisk() {
    if (there_) ::umount2(path().c_str(), MNT_DETACH);
  }
  [[nodiscard]] bool there() const { return there_; }
  [[nodiscard]] const std::filesystem::path& path() const { return folder_.path(); }

  // By something else than our programs.
  void fill() {
    std::ofstream file(path() / "something.else", std::ios::binary);
    for (std::string block(4096, 'x'); file.good();) file.write(block.data(), 4096).flush();
  }
  void make_room() { std::filesystem::remove(path() / "something.else"); }

 private:
  TemporaryFolder folder_;
  bool there_ = false;
};

}  // namespace minbar::test
