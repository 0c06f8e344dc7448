#include "sync/db/whole_blocks.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <initializer_list>

namespace minbar::db::detail {

namespace {

constexpr off_t step_bytes = 4096;  // by which SQLite makes the file longer, whatever the page size
static_assert(sizeof(off_t) == sizeof(sqlite3_int64), "pwrite and pwrite64 are one");

// SQLite's own descriptor does it: a second one of ours on that file would, when closed, drop the locks of all its
// connections. Allocating overwrites nothing. Nothing else that SQLite writes is one byte at the end of such a step.
ssize_t write_at(int fd, const void* bytes, size_t count, off_t offset) {
  if (count == 1 && offset % step_bytes == step_bytes - 1) {
    int failed = EINTR;
    while (failed == EINTR) failed = ::posix_fallocate(fd, offset + 1 - step_bytes, step_bytes);
    // a file system on which nothing can be allocated ahead is written as before
    if (failed != 0 && failed != EOPNOTSUPP && failed != EINVAL) {
      errno = failed;
      return -1;
    }
  }
  return ::pwrite(fd, bytes, count, offset);
}

bool replace_calls() {
  auto* files = sqlite3_vfs_find("unix");
  if (files == nullptr || files->iVersion < 3) return false;
  for (const char* name : {"pwrite", "pwrite64"})
    if (files->xGetSystemCall(files, name) != nullptr)
      files->xSetSystemCall(files, name, reinterpret_cast<sqlite3_syscall_ptr>(write_at));
  return true;
}

}  // namespace

void allocate_whole_blocks() {
  static const bool done = replace_calls();
  static_cast<void>(done);
}

}  // namespace minbar::db::detail
