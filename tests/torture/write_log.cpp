#include "tests/torture/write_log.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <stdexcept>

namespace minbar::torture {

namespace {

constexpr std::uint64_t sector_bytes = 512;
constexpr std::uint64_t flush_flag = 1, durable_flag = 2, discard_flag = 4;

class File {
 public:
  File(const std::filesystem::path& path, int flags) : file_(::open(path.c_str(), flags | O_CLOEXEC)) {
    if (file_ < 0) throw std::runtime_error("cannot open " + path.string());
  }
  ~File() { ::close(file_); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  bool read(std::uint64_t at, void* to, std::size_t bytes) const {
    return ::pread(file_, to, bytes, static_cast<off_t>(at)) == static_cast<ssize_t>(bytes);
  }
  void write(std::uint64_t at, const void* from, std::size_t bytes) const {
    if (::pwrite(file_, from, bytes, static_cast<off_t>(at)) != static_cast<ssize_t>(bytes))
      throw std::runtime_error("cannot write the image");
  }

 private:
  int file_;
};

std::uint64_t little_endian(const unsigned char* bytes) {
  std::uint64_t out = 0;
  for (int i = 7; i >= 0; --i) out = out << 8U | bytes[i];
  return out;
}

enum class Fate { kept, dropped, torn };

// How a disk treats what it was not told to flush: each of its own, or all alike.
class Cache {
 public:
  explicit Cache(test::SeededRandom& random) : random_(random), all_(random.below(8)) {}
  Fate fate() {
    if (all_ == 0) return Fate::kept;
    if (all_ <= 2) return Fate::dropped;
    const auto chance = random_.below(3);
    return chance == 0 ? Fate::torn : chance == 1 ? Fate::dropped : Fate::kept;
  }

 private:
  test::SeededRandom& random_;
  std::uint64_t all_;
};

void copy_write(const File& log, const File& image, const LoggedWrite& write, test::SeededRandom* tear) {
  std::array<unsigned char, sector_bytes> sector{};
  for (std::uint64_t i = 0; i < write.sectors; ++i) {
    if (tear != nullptr && tear->below(2) == 0) continue;
    if (!log.read(write.data_at + i * sector_bytes, sector.data(), sector.size()))
      throw std::runtime_error("the log of writes ends in a write");
    image.write((write.sector + i) * sector_bytes, sector.data(), sector.size());
  }
}

std::size_t last_flush(const std::vector<LoggedWrite>& writes) {
  for (auto i = writes.size(); i > 0; --i)
    if (writes[i - 1].flush) return i;
  return 0;
}

}  // namespace

std::vector<LoggedWrite> read_write_log(const std::filesystem::path& log, std::uint64_t bytes) {
  const File file(log, O_RDONLY);
  std::vector<LoggedWrite> out;
  std::uint64_t at = sector_bytes;  // behind the superblock
  while (at + sector_bytes <= bytes) {
    std::array<unsigned char, 32> entry{};
    if (!file.read(at, entry.data(), entry.size())) break;
    const auto flags = little_endian(&entry[16]);
    LoggedWrite write{.sector = little_endian(entry.data()),
                      .sectors = little_endian(&entry[8]),
                      .flush = (flags & flush_flag) != 0,
                      .durable = (flags & durable_flag) != 0,
                      .discard = (flags & discard_flag) != 0,
                      .data_at = at + sector_bytes};
    if (write.sectors == 0 && !write.flush) break;
    at += sector_bytes + (write.discard ? 0 : write.sectors * sector_bytes);
    if (at > bytes) break;
    out.push_back(write);
  }
  return out;
}

PowerCut apply_power_cut(const std::filesystem::path& image, const std::filesystem::path& log,
                         const std::vector<LoggedWrite>& writes, test::SeededRandom& random, bool lying) {
  const File from(log, O_RDONLY);
  const File to(image, O_WRONLY);
  const auto flushed = lying ? 0 : last_flush(writes);
  Cache cache(random);
  PowerCut cut;
  for (std::size_t i = 0; i < writes.size(); ++i) {
    const auto& write = writes[i];
    if (write.discard || write.sectors == 0) continue;
    const bool certain = i < flushed || (write.durable && !lying);
    const auto fate = certain ? Fate::kept : lying ? Fate::dropped : cache.fate();
    if (fate != Fate::dropped) copy_write(from, to, write, fate == Fate::torn ? &random : nullptr);
    ++(fate == Fate::kept ? cut.kept : fate == Fate::torn ? cut.torn : cut.dropped);
  }
  return cut;
}

}  // namespace minbar::torture
