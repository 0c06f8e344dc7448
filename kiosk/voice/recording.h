// What a citizen said aloud: the samples for listening again, the Ogg Opus bytes that will be sealed, and how loud it
// was along its length, for drawing. Immutable, shared between the state and the effects that need it, and overwritten
// with zeros when the last holder goes.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "sync/base/bytes.h"

namespace minbar::kiosk {

inline constexpr int sound_rate = 16'000;  // samples a second, one channel: what speech needs
using Pcm = std::vector<std::int16_t>;     // 16 bit samples

// Zeros, whatever the compiler thinks of it.
void wipe(Pcm& samples);

[[nodiscard]] std::int64_t duration_ms(std::size_t samples);
// 0 to 100, as an ear would have it (in decibels), of the loudest sample.
[[nodiscard]] std::uint8_t loudness(const std::int16_t* samples, std::size_t count);

class Recording {
 public:
  Recording(Pcm samples, Bytes ogg);
  Recording(const Recording&) = delete;
  Recording& operator=(const Recording&) = delete;
  ~Recording();

  [[nodiscard]] const Pcm& samples() const { return samples_; }
  [[nodiscard]] ByteView ogg() const { return ogg_; }
  [[nodiscard]] std::int64_t duration_ms() const { return kiosk::duration_ms(samples_.size()); }
  // `count` values along its length, each 0 to 100.
  [[nodiscard]] std::vector<std::uint8_t> levels(std::size_t count) const;

 private:
  Pcm samples_;
  Bytes ogg_;
};
using RecordingPtr = std::shared_ptr<const Recording>;

}  // namespace minbar::kiosk
