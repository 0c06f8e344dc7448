// The clock as a door: programs are given one, tests turn their own. Nothing else in the programs reads the time.
#pragma once

#include <cstdint>

namespace minbar {

class Clock {
 public:
  virtual ~Clock() = default;
  // Milliseconds since 1970-01-01T00:00:00Z as this machine believes; may be wrong, may jump. Orders and authorises
  // nothing.
  [[nodiscard]] virtual std::int64_t wall_ms() const = 0;
  // Milliseconds since some start, never going back while this process lives, not counting a suspended machine.
  [[nodiscard]] virtual std::int64_t monotonic_ms() const = 0;
};

class SystemClock final : public Clock {
 public:
  [[nodiscard]] std::int64_t wall_ms() const override;
  [[nodiscard]] std::int64_t monotonic_ms() const override;
};

}  // namespace minbar
