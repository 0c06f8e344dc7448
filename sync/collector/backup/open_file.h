// Inside the backups: a file that is open, and goes when this does. Whole reads and writes, with the system's errors as
// ours.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <span>

#include "sync/base/bytes.h"
#include "sync/base/result.h"
#include "sync/db/pages.h"
#include "sync/seal/hash.h"

namespace minbar::collector {

class OpenFile {
 public:
  // A new one, mode 0600. Error conflict: there is one of that name.
  [[nodiscard]] static Result<OpenFile> make(const std::filesystem::path& path);
  [[nodiscard]] static Result<OpenFile> read(const std::filesystem::path& path);
  // In a folder for what is passing, without a name before anything is in it: gone with its last reader, however a
  // program ends.
  [[nodiscard]] static Result<OpenFile> make_nameless(const std::filesystem::path& folder);

  OpenFile(OpenFile&& other) noexcept;
  OpenFile& operator=(OpenFile&& other) noexcept;
  ~OpenFile();

  // At the end of what was written or read so far.
  [[nodiscard]] Result<void> append(ByteView bytes);
  // How many came; fewer than asked for only at the end of the file.
  [[nodiscard]] Result<std::size_t> next(std::span<std::uint8_t> out);
  [[nodiscard]] Result<void> write_at(std::int64_t at, ByteView bytes);
  [[nodiscard]] Result<std::size_t> read_at(std::int64_t at, std::span<std::uint8_t> out);
  // On the disk when it returns.
  [[nodiscard]] Result<void> sync();
  // The file system that it lies on.
  [[nodiscard]] Result<dev_t> device() const;
  // What the system keeps of it in memory is dropped, so that it is read from the disk next.
  void forget() const;

 private:
  OpenFile(int fd, std::filesystem::path path) : fd_(fd), path_(std::move(path)) {}
  [[nodiscard]] tl::unexpected<Error> error(const char* what) const;

  int fd_ = -1;
  std::filesystem::path path_;
};

// Of all of a file, read from its disk.
[[nodiscard]] Result<seal::Hash> hash_of_file(const std::filesystem::path& path);

// A database as the bytes of an open file, which has so many.
class FilePages final : public db::Pages {
 public:
  FilePages(OpenFile& file, std::int64_t bytes) : file_(file), size_(bytes) {}
  Result<void> write(std::int64_t at, ByteView bytes) override;
  Result<std::size_t> read(std::int64_t at, std::span<std::uint8_t> out) override;
  [[nodiscard]] std::int64_t size() const override { return size_; }

 private:
  OpenFile& file_;
  std::int64_t size_ = 0;
};

}  // namespace minbar::collector
