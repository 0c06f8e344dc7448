// An ext4 on a loop device over an image that QEMU's storage daemon exports as a file and whose writes it logs. So a
// power can be cut at any moment: what the kernel had not flushed is not there afterwards, whatever programs believed.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "tests/torture/process.h"
#include "tests/torture/write_log.h"

namespace minbar::torture {

class LoggedDisk {
 public:
  // `work`: an empty folder for images; `mib`: the size of the disk.
  LoggedDisk(std::filesystem::path work, int mib);
  ~LoggedDisk();
  LoggedDisk(const LoggedDisk&) = delete;
  LoggedDisk& operator=(const LoggedDisk&) = delete;

  // The disk as the last cut left it (at first empty); the kernel repairs the file system as after any power cut. Of
  // `bad` sectors each read and each write fails.
  void mount(const std::vector<std::uint64_t>& bad = {});
  [[nodiscard]] std::filesystem::path folder() const { return work_ / "mounted"; }
  // How much has been written to the log until now: a moment at which the power can be cut.
  [[nodiscard]] std::uint64_t moment() const;
  // Cuts the power somewhere between two moments. No program may have a file of it open any more.
  PowerCut cut(std::uint64_t from, std::uint64_t to, test::SeededRandom& random, bool lying);
  // No cut: what was written is there at the next mount. As for cut, no program may have a file of it open.
  void keep();

 private:
  void unmount();

  std::filesystem::path work_;
  std::string loop_;
  std::unique_ptr<Process> daemon_;
};

// Which sectors of the disk, of 512 bytes, a file on it lies on. Nothing: it is not there.
[[nodiscard]] std::vector<std::uint64_t> sectors_of(const std::filesystem::path& file);

}  // namespace minbar::torture
