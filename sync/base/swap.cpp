#include "sync/base/swap.h"

#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <sstream>
#include <string>
#include <system_error>

#include <fmt/format.h>

#include "sync/base/file.h"
#include "sync/base/log.h"

namespace minbar {

namespace {

constexpr std::size_t kernel_file_bytes = 64 * 1024;
constexpr int deepest = 8;  // devices upon devices, as LVM upon dm-crypt upon RAID

// The kernel writes a space in a name as \040.
std::string unescaped(std::string name) {
  constexpr std::string_view space = "\\040";
  for (auto at = name.find(space); at != std::string::npos; at = name.find(space, at + 1)) {
    name[at] = ' ';
    name.erase(at + 1, space.size() - 1);
  }
  return name;
}

// dm-crypt says so in its uuid; any other device is as safe as all that it lies on.
bool encrypted(const std::filesystem::path& device, int depth = 0) {
  const auto uuid = read_file(device / "dm" / "uuid", kernel_file_bytes);
  if (uuid && uuid->starts_with("CRYPT-")) return true;
  std::error_code error;
  bool any = false;
  if (depth == deepest) return false;
  const std::filesystem::directory_iterator end;
  for (std::filesystem::directory_iterator below(device / "slaves", error); !error && below != end;
       below.increment(error)) {
    any = true;
    if (!encrypted(below->path(), depth + 1)) return false;
  }
  return any && !error;
}

// Memory that is compressed, unless a disk stands behind it.
bool memory_only(const std::filesystem::path& device) {
  if (!device.filename().string().starts_with("zram")) return false;
  const auto behind = read_file(device / "backing_dev", kernel_file_bytes);
  return behind ? behind->starts_with("none") : behind.error().code == Errc::not_found;
}

bool safe(const std::filesystem::path& root, const std::filesystem::path& name, bool is_file) {
  const auto sys = root / "sys";
  if (!is_file) {
    const auto device = sys / "class" / "block" / name.filename();
    return memory_only(device) || encrypted(device);
  }
  struct stat info {};
  if (::stat((root / name.relative_path()).c_str(), &info) != 0) return false;
  return encrypted(sys / "dev" / "block" / fmt::format("{}:{}", major(info.st_dev), minor(info.st_dev)));
}

}  // namespace

bool swaps_in_the_clear(const std::filesystem::path& root) {
  const auto text = read_file(root / "proc" / "swaps", kernel_file_bytes);
  if (!text) return text.error().code != Errc::not_found;  // a kernel without swap has no such file
  std::istringstream lines(*text);
  std::string line;
  std::getline(lines, line);  // what the columns are
  while (std::getline(lines, line)) {
    std::string name, kind;
    std::istringstream(line) >> name >> kind;
    if (!name.empty() && !safe(root, unescaped(name), kind == "file")) return true;
  }
  return false;
}

bool may_lock_memory() {
  const auto bytes = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  void* const page = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (page == MAP_FAILED) return false;
  const bool locked = ::syscall(SYS_mlock, page, bytes) == 0;  // a sanitizer's mlock does nothing
  ::munmap(page, bytes);
  return locked;
}

void say_if_keys_may_be_swapped() {
  if (!may_lock_memory()) log(LogEvent::keys_not_locked);
}

void say_if_words_may_be_swapped() {
  if (swaps_in_the_clear()) log(LogEvent::swap_not_encrypted);
}

}  // namespace minbar
