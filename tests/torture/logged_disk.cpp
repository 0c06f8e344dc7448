#include "tests/torture/logged_disk.h"

#include <fcntl.h>
#include <linux/fiemap.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <stdexcept>
#include <utility>

#include <fmt/format.h>

namespace minbar::torture {

namespace fs = std::filesystem;

namespace {

void must(std::vector<std::string> command, const fs::path& log) {
  const auto name = command[0];
  if (run(std::move(command), log.string()) != 0)
    throw std::runtime_error(fmt::format("{} failed; see {}", name, log.string()));
}

void copy_image(const fs::path& from, const fs::path& to) {
  must({"/bin/cp", "--sparse=always", from.string(), to.string()}, to.parent_path() / "log");
}

// The daemon puts its file system over the file that is there; it is as large as the image once it answers.
void wait_for_export(const fs::path& file, std::uintmax_t bytes, const Process& daemon) {
  for (int i = 0; i < 5'000 && daemon.lives(); ++i, ::usleep(2'000)) {
    std::error_code ignored;
    if (fs::file_size(file, ignored) == bytes && !ignored) return;
  }
  throw std::runtime_error("qemu-storage-daemon did not export the image");
}

// How many of the writes came before the cut: at least `certain`, and where there is a choice so many that something
// had not been flushed, since only then anything can be lost.
std::size_t moment_of_cut(const std::vector<LoggedWrite>& writes, std::size_t certain, test::SeededRandom& random) {
  std::vector<std::size_t> moments;
  std::size_t unflushed = 0;
  for (std::size_t i = 0; i < writes.size(); ++i) {
    if (writes[i].flush) unflushed = 0;
    if (writes[i].sectors > 0 && !writes[i].durable) ++unflushed;
    if (i + 1 >= certain && unflushed > 0) moments.push_back(i + 1);
  }
  return moments.empty() ? writes.size() : moments[static_cast<std::size_t>(random.below(moments.size()))];
}

// QEMU's blkdebug: the errors of a disk that reports them.
std::string broken_node(const std::vector<std::uint64_t>& bad) {
  std::string out = "driver=blkdebug,node-name=broken,image=image";
  int number = 0;
  for (const auto sector : bad) {
    for (const auto* kind : {"read", "write"}) {
      out += fmt::format(
          ",inject-error.{0}.event=none,inject-error.{0}.iotype={1},inject-error.{0}.errno=5,inject-error.{0}.sector={"
          "2}",
          number, kind, sector);
      ++number;
    }
  }
  return out;
}

}  // namespace

LoggedDisk::LoggedDisk(fs::path work, int mib) : work_(std::move(work)) {
  fs::create_directories(folder());
  const auto base = (work_ / "base").string();
  must({"/usr/bin/truncate", "-s", fmt::format("{}M", mib), base}, work_ / "log");
  must({"/sbin/mkfs.ext4", "-q", "-F", base}, work_ / "log");
}

LoggedDisk::~LoggedDisk() {
  try {
    unmount();
  } catch (const std::exception&) {  // what stays mounted is seen by whoever removes the folder
  }
}

void LoggedDisk::mount(const std::vector<std::uint64_t>& bad) {
  const auto image = work_ / "image";
  const auto writes = work_ / "writes";
  const auto file = work_ / "exported";
  copy_image(work_ / "base", image);
  for (const auto& empty : {writes, file}) {
    fs::remove(empty);
    must({"/usr/bin/truncate", "-s", "0", empty.string()}, work_ / "log");
  }
  const auto node = [](const char* name, const fs::path& of) {
    return fmt::format("driver=file,node-name={},filename={},cache.no-flush=on", name, of.string());
  };
  daemon_ = std::make_unique<Process>(
      std::vector<std::string>{
          "/usr/bin/qemu-storage-daemon", "--blockdev", node("image", image), "--blockdev", node("writes", writes),
          "--blockdev", broken_node(bad), "--blockdev", "driver=blklogwrites,node-name=logged,file=broken,log=writes",
          "--export", fmt::format("type=fuse,id=disk,node-name=logged,mountpoint={},writable=on", file.string())},
      Process::Options{.log = (work_ / "log").string()});
  wait_for_export(file, fs::file_size(image), *daemon_);
  loop_ = output_of({"/sbin/losetup", "-f", "--show", file.string()}, (work_ / "log").string());
  while (!loop_.empty() && loop_.back() == '\n') loop_.pop_back();
  if (loop_.empty()) throw std::runtime_error("there is no loop device");
  const std::vector<std::string> mounting{"/bin/mount", "-t", "ext4", loop_, folder().string()};
  if (run(mounting, (work_ / "log").string()) == 0) return;
  // A cut may tear the superblock itself, which lies on two sectors. Then a machine checks the file system as it
  // starts.
  static_cast<void>(run({"/sbin/e2fsck", "-f", "-y", loop_}, (work_ / "log").string()));  // not 0: it has mended
  must(mounting, work_ / "log");
}

std::uint64_t LoggedDisk::moment() const { return fs::file_size(work_ / "writes"); }

PowerCut LoggedDisk::cut(std::uint64_t from, std::uint64_t to, test::SeededRandom& random, bool lying) {
  unmount();
  auto writes = read_write_log(work_ / "writes", to);
  const auto certain = read_write_log(work_ / "writes", from).size();
  writes.resize(moment_of_cut(writes, certain, random));
  return apply_power_cut(work_ / "base", work_ / "writes", writes, random, lying);
}

void LoggedDisk::keep() {
  unmount();
  copy_image(work_ / "image", work_ / "base");
}

void LoggedDisk::unmount() {
  if (loop_.empty()) return;
  must({"/bin/umount", folder().string()}, work_ / "log");
  must({"/sbin/losetup", "-d", loop_}, work_ / "log");
  loop_.clear();
  daemon_->end(15);
}

std::vector<std::uint64_t> sectors_of(const fs::path& file) {
  constexpr std::size_t most_extents = 64;
  constexpr std::uint64_t sector = 512;
  std::vector<std::uint64_t> out;
  const int opened = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (opened < 0) return out;
  std::vector<std::uint64_t> room((sizeof(fiemap) + most_extents * sizeof(fiemap_extent)) / sizeof(std::uint64_t) + 1);
  auto* map = reinterpret_cast<fiemap*>(room.data());
  map->fm_length = FIEMAP_MAX_OFFSET;
  map->fm_flags = FIEMAP_FLAG_SYNC;
  map->fm_extent_count = most_extents;
  if (::ioctl(opened, FS_IOC_FIEMAP, map) == 0) {
    for (std::size_t i = 0; i < map->fm_mapped_extents; ++i) {
      const auto& extent = map->fm_extents[i];
      for (std::uint64_t at = 0; at < extent.fe_length; at += sector) out.push_back((extent.fe_physical + at) / sector);
    }
  }
  ::close(opened);
  return out;
}

}  // namespace minbar::torture
