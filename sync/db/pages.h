// A database that is no file with a name: its bytes go into, or come out of, what somebody else keeps. With it a
// snapshot is copied page by page straight into a sealed stream, and a copy is checked that lies nowhere in the clear
// under a name. Used by the collector's backups.
#pragma once

#include <cstdint>
#include <span>

#include "sync/base/bytes.h"
#include "sync/base/result.h"

namespace minbar::db {

class Pages {
 public:
  virtual ~Pages() = default;
  // Places may come in any order and more than once; the last counts.
  [[nodiscard]] virtual Result<void> write(std::int64_t at, ByteView bytes) = 0;
  // How many bytes are there, at most as many as `out` has.
  [[nodiscard]] virtual Result<std::size_t> read(std::int64_t at, std::span<std::uint8_t> out) = 0;
  [[nodiscard]] virtual std::int64_t size() const = 0;
};

}  // namespace minbar::db
