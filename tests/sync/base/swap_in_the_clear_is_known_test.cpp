#include <sys/stat.h>
#include <sys/sysmacros.h>

#include <fmt/format.h>
#include <catch2/catch.hpp>

#include <fstream>

#include "sync/base/swap.h"
#include "tests/support/temporary_folder.h"

using namespace minbar;

namespace {

// A machine as far as /proc and /sys tell of it.
class Machine {
 public:
  // The lines below the kernel's head line.
  explicit Machine(const std::string& swaps) {
    write("proc/swaps", "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n" + swaps);
  }
  Machine& write(const std::string& name, const std::string& text) {
    const auto path = folder_.path() / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path) << text;
    return *this;
  }
  // As sysfs says of which devices one is made.
  Machine& lies_on(const std::string& device, const std::string& below) {
    const auto slaves = folder_.path() / "sys/class/block" / device / "slaves";
    std::filesystem::create_directories(slaves);
    std::filesystem::create_directory_symlink(folder_.path() / "sys/class/block" / below, slaves / below);
    return *this;
  }
  // The device on which files of this folder lie, as major:minor.
  [[nodiscard]] std::string disk() const {
    struct stat info {};
    REQUIRE(::stat(folder_.path().c_str(), &info) == 0);
    return fmt::format("{}:{}", major(info.st_dev), minor(info.st_dev));
  }
  [[nodiscard]] bool in_the_clear() const { return swaps_in_the_clear(folder_.path()); }

 private:
  test::TemporaryFolder folder_;
};

const std::string crypt_uuid = "CRYPT-PLAIN-swap\n";

}  // namespace

TEST_CASE("a machine without swap lays nothing on a disk") {
  CHECK_FALSE(Machine("").in_the_clear());
  const test::TemporaryFolder no_kernel_files;
  CHECK_FALSE(swaps_in_the_clear(no_kernel_files.path()));
}

TEST_CASE("a bare partition and an unknown device are in the clear") {
  CHECK(Machine("/dev/sda3                               partition\t8388604\t0\t-2\n").in_the_clear());
  CHECK(Machine("/dev/dm-1 partition 8 0 -2\n").write("sys/class/block/dm-1/dm/uuid", "LVM-abc\n").in_the_clear());
}

TEST_CASE("swap that dm-crypt holds is not in the clear whatever lies above it") {
  CHECK_FALSE(Machine("/dev/dm-1 partition 8 0 -2\n").write("sys/class/block/dm-1/dm/uuid", crypt_uuid).in_the_clear());
  Machine volume("/dev/dm-2 partition 8 0 -2\n");
  volume.write("sys/class/block/dm-2/dm/uuid", "LVM-abc\n").write("sys/class/block/dm-0/dm/uuid", crypt_uuid);
  volume.write("sys/class/block/sda1/size", "8\n").lies_on("dm-2", "dm-0");
  CHECK_FALSE(volume.in_the_clear());
  CHECK(volume.lies_on("dm-2", "sda1").in_the_clear());
}

TEST_CASE("compressed memory is no disk unless one stands behind it") {
  Machine machine("/dev/zram0 partition 8 0 100\n");
  machine.write("sys/class/block/zram0/disksize", "8\n");
  CHECK_FALSE(machine.in_the_clear());
  CHECK_FALSE(machine.write("sys/class/block/zram0/backing_dev", "none\n").in_the_clear());
  CHECK(machine.write("sys/class/block/zram0/backing_dev", "/dev/sda3\n").in_the_clear());
}

TEST_CASE("a swap file is as safe as the disk it lies on and one bad swap is enough") {
  Machine machine("/swap\\040file file 8 0 -2\n");
  machine.write("swap file", "");
  CHECK(machine.in_the_clear());
  CHECK_FALSE(machine.write("sys/dev/block/" + machine.disk() + "/dm/uuid", crypt_uuid).in_the_clear());
  Machine two("/dev/dm-1 partition 8 0 -2\n/dev/sda3 partition 8 0 -3\n");
  CHECK(two.write("sys/class/block/dm-1/dm/uuid", crypt_uuid).in_the_clear());
}
