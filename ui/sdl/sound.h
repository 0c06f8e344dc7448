// The microphone and the loudspeaker, opened only while somebody records or listens: 16 bit, one channel, at the rate
// that is asked for. SDL fills and empties them on threads of its own; everything here is called on one thread. A
// device that is pulled out ends what runs, and says so.
#pragma once

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "sync/base/result.h"

namespace minbar::ui::sdl {

// SDL's audio, kept open so that it notices devices that come and go. A machine without any has none to offer.
class AudioDevices {
 public:
  AudioDevices();
  AudioDevices(const AudioDevices&) = delete;
  AudioDevices& operator=(const AudioDevices&) = delete;
  ~AudioDevices();
  // Some microphone is there now.
  [[nodiscard]] bool any_microphone() const;

 private:
  bool running_ = false;
};

class Microphone {
 public:
  // Listens from now on, until `most` samples are full. Errors: not_found (none, or it cannot be opened).
  [[nodiscard]] static Result<Microphone> open(int rate, std::size_t most);
  Microphone(Microphone&&) noexcept;
  Microphone& operator=(Microphone&&) noexcept;
  ~Microphone();  // what was not taken is overwritten

  [[nodiscard]] std::size_t heard() const;  // samples so far
  [[nodiscard]] bool is_full() const;
  [[nodiscard]] bool is_alive() const;  // false: the device is gone
  // The last `count` samples at most; valid until the next call.
  [[nodiscard]] std::pair<const std::int16_t*, std::size_t> last(std::size_t count) const;
  // Closes the device and gives what was heard.
  [[nodiscard]] std::vector<std::int16_t> take() &&;

 private:
  struct Impl;
  explicit Microphone(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

class Speaker {
 public:
  // Plays from now on. `samples` outlive it. Errors: not_found.
  [[nodiscard]] static Result<Speaker> open(int rate, const std::vector<std::int16_t>& samples);
  Speaker(Speaker&&) noexcept;
  Speaker& operator=(Speaker&&) noexcept;
  ~Speaker();

  [[nodiscard]] std::size_t played() const;
  [[nodiscard]] bool is_done() const;  // all was played, or the device is gone

 private:
  struct Impl;
  explicit Speaker(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace minbar::ui::sdl
