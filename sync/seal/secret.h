// Bytes that must not outlive their owner: wiped on destruction and when moved from, never copied, never printed.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

#include "sync/base/bytes.h"

namespace minbar::seal {

// Overwrites with zeros in a way the compiler does not remove.
void wipe(std::span<std::uint8_t> bytes);

template <std::size_t N>
class Secret {
 public:
  Secret() = default;
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;
  Secret(Secret&& other) noexcept : bytes_(other.bytes_) { wipe(other.bytes_); }
  Secret& operator=(Secret&& other) noexcept {
    if (this != &other) {
      bytes_ = other.bytes_;
      wipe(other.bytes_);
    }
    return *this;
  }
  ~Secret() { wipe(bytes_); }

  [[nodiscard]] ByteView view() const { return bytes_; }
  [[nodiscard]] std::span<std::uint8_t, N> span() { return bytes_; }

 private:
  std::array<std::uint8_t, N> bytes_{};
};

}  // namespace minbar::seal
