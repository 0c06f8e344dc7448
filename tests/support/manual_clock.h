// A clock that only a test moves. Wall and monotonic time move apart when a test turns the wall clock.
#pragma once

#include <cstdint>

#include "sync/base/clock.h"

namespace minbar::test {

inline constexpr std::int64_t hour_ms = 60 * 60 * 1000;

class ManualClock final : public Clock {
 public:
  [[nodiscard]] std::int64_t wall_ms() const override { return wall_ms_; }
  [[nodiscard]] std::int64_t monotonic_ms() const override { return monotonic_ms_; }
  void advance(std::int64_t ms) {
    wall_ms_ += ms;
    monotonic_ms_ += ms;
  }
  void turn_wall_to(std::int64_t ms) { wall_ms_ = ms; }

 private:
  std::int64_t wall_ms_ = 1'790'000'000'000;  // an afternoon of September 2026
  std::int64_t monotonic_ms_ = 1'000;
};

}  // namespace minbar::test
