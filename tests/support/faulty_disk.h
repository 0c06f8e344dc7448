// A disk, under SQLite, that fails when a test says so: a layer over the engine's own files (sqlite3_vfs), the default
// one of the process while it lives. At one call to read, write, cut or flush it gives an error, is full, or tears the
// page that is written; from there on it goes on, or does nothing more, as after a power cut. Header only: whoever
// includes it links SQLite.
#pragma once

#include <sqlite3.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <new>
#include <string>
#include <string_view>

#include "sync/base/ensure.h"

namespace minbar::test {

enum class Fault : std::uint8_t { error, full, torn };

class FaultyDisk {
 public:
  FaultyDisk() : below_(sqlite3_vfs_find(nullptr)) {
    ENSURE(below_ != nullptr, "SQLite has files");
    vfs_ = *below_;
    vfs_.zName = "faulty";
    vfs_.pNext = nullptr;
    vfs_.pAppData = this;
    vfs_.szOsFile = static_cast<int>(file_bytes()) + below_->szOsFile;
    vfs_.xOpen = open;
    vfs_.xDelete = [](sqlite3_vfs* vfs, const char* name, int sync) {
      return lower(vfs)->xDelete(lower(vfs), name, sync);
    };
    vfs_.xAccess = [](sqlite3_vfs* vfs, const char* name, int flags, int* out) {
      return lower(vfs)->xAccess(lower(vfs), name, flags, out);
    };
    vfs_.xFullPathname = [](sqlite3_vfs* vfs, const char* name, int bytes, char* out) {
      return lower(vfs)->xFullPathname(lower(vfs), name, bytes, out);
    };
    sqlite3_vfs_register(&vfs_, 1);
  }
  FaultyDisk(const FaultyDisk&) = delete;
  FaultyDisk& operator=(const FaultyDisk&) = delete;
  ~FaultyDisk() {
    sqlite3_vfs_unregister(&vfs_);
    sqlite3_vfs_register(below_, 1);
  }

  // Files below this folder that are opened from now on; of others no call ever fails.
  void watch(const std::filesystem::path& folder) { watched_ = folder.string() + "/"; }
  // At the n-th call from now on, from 1; `dead`: and at all that follow.
  void fail_at(int nth, Fault fault, bool dead) {
    calls_ = 0;
    nth_ = nth;
    fault_ = fault;
    dead_ = dead;
    failed_ = false;
  }
  void be_good() { nth_ = 0; }
  [[nodiscard]] bool failed() const { return failed_; }

 private:
  struct File {
    sqlite3_file base;
    FaultyDisk* disk;
    bool watched;
    [[nodiscard]] sqlite3_file* real() {
      return reinterpret_cast<sqlite3_file*>(reinterpret_cast<char*>(this) + file_bytes());
    }
  };
  static constexpr std::size_t file_bytes() { return (sizeof(File) + 15) / 16 * 16; }
  static sqlite3_vfs* lower(sqlite3_vfs* vfs) { return static_cast<FaultyDisk*>(vfs->pAppData)->below_; }
  static File& file_of(sqlite3_file* file) { return *reinterpret_cast<File*>(file); }
  static sqlite3_file* real_of(sqlite3_file* file) { return file_of(file).real(); }

  // Whether this call fails.
  static bool falls_on(sqlite3_file* file) {
    auto& disk = *file_of(file).disk;
    if (!file_of(file).watched || disk.nth_ == 0) return false;
    ++disk.calls_;
    const bool falls = disk.dead_ ? disk.calls_ >= disk.nth_ : disk.calls_ == disk.nth_;
    disk.failed_ = disk.failed_ || falls;
    return falls;
  }
  [[nodiscard]] int code(int error) const { return fault_ == Fault::full ? SQLITE_FULL : error; }

  static int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out_flags) {
    auto* disk = static_cast<FaultyDisk*>(vfs->pAppData);
    const bool watched =
        name != nullptr && !disk->watched_.empty() && std::string_view(name).starts_with(disk->watched_);
    auto& wrapped = *new (file) File{.base = {}, .disk = disk, .watched = watched};
    const int code = lower(vfs)->xOpen(lower(vfs), name, wrapped.real(), flags, out_flags);
    wrapped.base.pMethods = wrapped.real()->pMethods != nullptr ? &methods() : nullptr;
    return code;
  }
  static int read(sqlite3_file* file, void* out, int bytes, sqlite3_int64 at) {
    if (falls_on(file)) return SQLITE_IOERR_READ;
    return real_of(file)->pMethods->xRead(real_of(file), out, bytes, at);
  }
  static int write(sqlite3_file* file, const void* in, int bytes, sqlite3_int64 at) {
    auto& disk = *file_of(file).disk;
    const bool before = disk.failed_;
    if (!falls_on(file)) return real_of(file)->pMethods->xWrite(real_of(file), in, bytes, at);
    if (disk.fault_ == Fault::torn && !before) real_of(file)->pMethods->xWrite(real_of(file), in, bytes / 2, at);
    return disk.code(SQLITE_IOERR_WRITE);
  }
  static int truncate(sqlite3_file* file, sqlite3_int64 bytes) {
    if (falls_on(file)) return SQLITE_IOERR_TRUNCATE;
    return real_of(file)->pMethods->xTruncate(real_of(file), bytes);
  }
  static int sync(sqlite3_file* file, int flags) {
    auto& disk = *file_of(file).disk;
    if (falls_on(file)) return disk.code(SQLITE_IOERR_FSYNC);
    return real_of(file)->pMethods->xSync(real_of(file), flags);
  }

  static const sqlite3_io_methods& methods() {
    using F = sqlite3_file;
    static const sqlite3_io_methods all{
        .iVersion = 2,  // no memory-mapped reading, which would go past this
        .xClose = [](F* f) { return real_of(f)->pMethods->xClose(real_of(f)); },
        .xRead = read,
        .xWrite = write,
        .xTruncate = truncate,
        .xSync = sync,
        .xFileSize = [](F* f, sqlite3_int64* out) { return real_of(f)->pMethods->xFileSize(real_of(f), out); },
        .xLock = [](F* f, int how) { return real_of(f)->pMethods->xLock(real_of(f), how); },
        .xUnlock = [](F* f, int how) { return real_of(f)->pMethods->xUnlock(real_of(f), how); },
        .xCheckReservedLock = [](F* f, int* out) { return real_of(f)->pMethods->xCheckReservedLock(real_of(f), out); },
        .xFileControl = [](F* f, int what,
                           void* with) { return real_of(f)->pMethods->xFileControl(real_of(f), what, with); },
        .xSectorSize = [](F* f) { return real_of(f)->pMethods->xSectorSize(real_of(f)); },
        .xDeviceCharacteristics = [](F* f) { return real_of(f)->pMethods->xDeviceCharacteristics(real_of(f)); },
        .xShmMap =
            [](F* f, int page, int bytes, int extend, void volatile** out) {
              return real_of(f)->pMethods->xShmMap(real_of(f), page, bytes, extend, out);
            },
        .xShmLock = [](F* f, int at, int n,
                       int flags) { return real_of(f)->pMethods->xShmLock(real_of(f), at, n, flags); },
        .xShmBarrier = [](F* f) { real_of(f)->pMethods->xShmBarrier(real_of(f)); },
        .xShmUnmap = [](F* f, int remove) { return real_of(f)->pMethods->xShmUnmap(real_of(f), remove); },
        .xFetch = nullptr,
        .xUnfetch = nullptr};
    return all;
  }

  sqlite3_vfs* below_;
  sqlite3_vfs vfs_{};
  std::string watched_;
  int calls_ = 0;
  int nth_ = 0;  // 0: never
  Fault fault_ = Fault::error;
  bool dead_ = false;
  bool failed_ = false;
};

}  // namespace minbar::test
