#include "kiosk/voice/recording.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace minbar::kiosk {

void wipe(Pcm& samples) {
  if (!samples.empty()) ::explicit_bzero(samples.data(), samples.size() * sizeof(Pcm::value_type));
  samples.clear();
}

std::int64_t duration_ms(std::size_t samples) { return static_cast<std::int64_t>(samples) * 1000 / sound_rate; }

std::uint8_t loudness(const std::int16_t* samples, std::size_t count) {
  constexpr float quietest_db = -48;  // the noise of a hall
  int peak = 0;
  for (std::size_t i = 0; i < count; ++i) peak = std::max(peak, std::abs(static_cast<int>(samples[i])));
  if (peak == 0) return 0;
  const float db = 20 * std::log10(static_cast<float>(peak) / 32'768);
  return static_cast<std::uint8_t>(std::clamp(100 * (1 - db / quietest_db), 0.0F, 100.0F));
}

Recording::Recording(Pcm samples, Bytes ogg) : samples_(std::move(samples)), ogg_(std::move(ogg)) {}

Recording::~Recording() {
  wipe(samples_);
  if (!ogg_.empty()) ::explicit_bzero(ogg_.data(), ogg_.size());
}

std::vector<std::uint8_t> Recording::levels(std::size_t count) const {
  std::vector<std::uint8_t> out;
  for (std::size_t i = 0; i < count; ++i) {
    const auto from = samples_.size() * i / count;
    const auto to = samples_.size() * (i + 1) / count;
    out.push_back(loudness(samples_.data() + from, to - from));
  }
  return out;
}

}  // namespace minbar::kiosk
