// What a block device was told to write, in order, with its flushes: the format of the kernel's dm-log-writes
// (Documentation/admin-guide/device-mapper/log-writes.rst), as QEMU's blklogwrites writes it. A power cut leaves all
// that was flushed and any part of what was written after.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "tests/support/seeded_random.h"

namespace minbar::torture {

struct LoggedWrite {
  std::uint64_t sector = 0;   // of 512 bytes, on the device
  std::uint64_t sectors = 0;  // 0: only a flush
  bool flush = false;         // what was written before is durable
  bool durable = false;       // this write itself is (forced unit access)
  bool discard = false;       // no data
  std::uint64_t data_at = 0;  // in the log, in bytes
};

// The writes that stand whole in the first `bytes` of the log.
[[nodiscard]] std::vector<LoggedWrite> read_write_log(const std::filesystem::path& log, std::uint64_t bytes);

struct PowerCut {
  std::int64_t kept = 0;     // writes that are on the disk
  std::int64_t dropped = 0;  // writes of which nothing is
  std::int64_t torn = 0;     // writes of which some sectors are
};

// Writes into `image`, which is as it was before the log began, what a power cut after these writes leaves. Each write
// since the last flush is kept, dropped or torn. A lying disk has flushed nothing
// since it was mounted.
[[nodiscard]] PowerCut apply_power_cut(const std::filesystem::path& image, const std::filesystem::path& log,
                                       const std::vector<LoggedWrite>& writes, test::SeededRandom& random, bool lying);

}  // namespace minbar::torture
