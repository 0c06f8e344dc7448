// Randomness as a door: the kernel's in programs, a seeded one in tests.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace minbar {

class Random {
 public:
  virtual ~Random() = default;
  virtual void fill(std::span<std::uint8_t> out) = 0;

  template <std::size_t N>
  [[nodiscard]] std::array<std::uint8_t, N> array() {
    std::array<std::uint8_t, N> bytes{};
    fill(bytes);
    return bytes;
  }
};

// getrandom(2). A kernel that cannot give randomness is a broken invariant.
class SystemRandom final : public Random {
 public:
  void fill(std::span<std::uint8_t> out) override;
};

}  // namespace minbar
