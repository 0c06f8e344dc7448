// Inside sync/store/salvage: the pages of a write-ahead log (https://sqlite.org/fileformat2.html, 4), with or without
// an intact commit behind them. Takes bytes from anywhere.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "sync/base/bytes.h"

namespace minbar::store {

struct LogFrame {
  std::uint32_t page = 0;
  std::uint64_t offset = 0;  // of the page's bytes in the log
  bool committed = false;    // every checksum up to a commit behind it is right
};

// Nothing where the disk does not give so many bytes.
using ReadLog = std::function<std::optional<Bytes>(std::uint64_t offset, std::size_t bytes)>;

// In the order of the log. What an earlier round of the log left behind its end is not among them, where the log's
// header says which round this is. At most limits::log_bytes_salvaged are read.
[[nodiscard]] std::vector<LogFrame> frames_of(std::size_t page_bytes, std::uint64_t log_bytes, const ReadLog& read);

}  // namespace minbar::store
