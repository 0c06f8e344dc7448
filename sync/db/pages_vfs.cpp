#include "sync/db/pages_vfs.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <cstring>
#include <new>

namespace minbar::db::detail {

namespace {

struct File {
  sqlite3_file base;  // first: SQLite knows no more of it
  PagesVfs* vfs;
};

PagesVfs& vfs_of(sqlite3_file* file) { return *reinterpret_cast<File*>(file)->vfs; }

// A copy of a database with a write-ahead log says so in its header, and would not be read without one. These two bytes
// say that it has none (https://sqlite.org/fileformat2.html, 1.3.3).
constexpr sqlite3_int64 versions_at = 18;

void say_it_has_no_log(std::uint8_t* out, sqlite3_int64 at, int count) {
  for (const auto place : {versions_at, versions_at + 1})
    if (at <= place && place < at + count) out[place - at] = 1;
}

int close_file(sqlite3_file*) { return SQLITE_OK; }

int read_file(sqlite3_file* file, void* out, int count, sqlite3_int64 at) {
  auto& vfs = vfs_of(file);
  auto* bytes = static_cast<std::uint8_t*>(out);
  const auto got = vfs.pages().read(at, {bytes, static_cast<std::size_t>(count)});
  if (!got) return vfs.failed(got.error());
  say_it_has_no_log(bytes, at, static_cast<int>(*got));
  if (*got == static_cast<std::size_t>(count)) return SQLITE_OK;
  std::memset(bytes + *got, 0, static_cast<std::size_t>(count) - *got);
  return SQLITE_IOERR_SHORT_READ;
}

int write_file(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 at) {
  auto& vfs = vfs_of(file);
  auto done = vfs.pages().write(at, {static_cast<const std::uint8_t*>(bytes), static_cast<std::size_t>(count)});
  return done ? SQLITE_OK : vfs.failed(std::move(done).error());
}

int truncate_file(sqlite3_file*, sqlite3_int64) { return SQLITE_OK; }
int sync_file(sqlite3_file*, int) { return SQLITE_OK; }
int size_of_file(sqlite3_file* file, sqlite3_int64* size) {
  *size = vfs_of(file).pages().size();
  return SQLITE_OK;
}
int lock_file(sqlite3_file*, int) { return SQLITE_OK; }
int is_reserved(sqlite3_file*, int* out) {
  *out = 0;
  return SQLITE_OK;
}
int control_file(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }
int sector_bytes(sqlite3_file*) { return 4096; }
int traits(sqlite3_file*) { return 0; }

constexpr sqlite3_io_methods methods{
    .iVersion = 1,
    .xClose = close_file,
    .xRead = read_file,
    .xWrite = write_file,
    .xTruncate = truncate_file,
    .xSync = sync_file,
    .xFileSize = size_of_file,
    .xLock = lock_file,
    .xUnlock = lock_file,
    .xCheckReservedLock = is_reserved,
    .xFileControl = control_file,
    .xSectorSize = sector_bytes,
    .xDeviceCharacteristics = traits,
    .xShmMap = nullptr,
    .xShmLock = nullptr,
    .xShmBarrier = nullptr,
    .xShmUnmap = nullptr,
    .xFetch = nullptr,
    .xUnfetch = nullptr,
};

int open_file(sqlite3_vfs* vfs, const char*, sqlite3_file* file, int flags, int* out_flags) {
  file->pMethods = nullptr;
  if ((flags & SQLITE_OPEN_MAIN_DB) == 0) return SQLITE_CANTOPEN;
  new (file) File{.base = {.pMethods = &methods}, .vfs = static_cast<PagesVfs*>(vfs->pAppData)};
  if (out_flags != nullptr) *out_flags = flags;
  return SQLITE_OK;
}

int delete_file(sqlite3_vfs*, const char*, int) { return SQLITE_OK; }
int find_no_file(sqlite3_vfs*, const char*, int, int* out) {
  *out = 0;
  return SQLITE_OK;
}
int full_name(sqlite3_vfs*, const char* name, int room, char* out) {
  sqlite3_snprintf(room, out, "%s", name);
  return SQLITE_OK;
}

}  // namespace

PagesVfs::PagesVfs(Pages& pages)
    : pages_(pages), name_(fmt::format("minbar-pages-{}", fmt::ptr(this))), vfs_(std::make_unique<sqlite3_vfs>()) {
  sqlite3_initialize();
  *vfs_ = *sqlite3_vfs_find(nullptr);  // its clock, its sleep
  vfs_->szOsFile = sizeof(File);
  vfs_->pNext = nullptr;
  vfs_->zName = name_.c_str();
  vfs_->pAppData = this;
  vfs_->xOpen = open_file;
  vfs_->xDelete = delete_file;
  vfs_->xAccess = find_no_file;
  vfs_->xFullPathname = full_name;
  sqlite3_vfs_register(vfs_.get(), 0);
}

PagesVfs::~PagesVfs() { sqlite3_vfs_unregister(vfs_.get()); }

int PagesVfs::failed(Error error) {
  const int code = error.code == Errc::full ? SQLITE_FULL : SQLITE_IOERR;
  if (!error_) error_ = std::move(error);
  return code;
}

}  // namespace minbar::db::detail
