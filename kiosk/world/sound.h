// What the microphone and the loudspeaker do for the screen: opens them for the effects that ask, and turns what
// happens in them into events. On the screen's thread, asked between two frames while one is open. What was heard goes
// to the worker, which makes a recording of it, or is overwritten.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "kiosk/session/effect.h"
#include "kiosk/session/event.h"
#include "ui/sdl/sound.h"

namespace minbar::kiosk {

class Sound {
 public:
  // `encode` gets what was heard for a draft. `allowed`: false where no voice is wanted, whatever is plugged in.
  using Encode = std::function<void(const RecordId&, Pcm)>;
  Sound(Encode encode, bool allowed) : encode_(std::move(encode)), allowed_(allowed) {}

  // Looks for devices from now on: not before the first picture is up, since it may take a while.
  void start();
  [[nodiscard]] bool microphone_there() const;

  // False: the effect is another's.
  bool perform(const Effect& effect);
  // What happened since the last time.
  [[nodiscard]] std::vector<Event> news();
  // A device is open: ask for news soon.
  [[nodiscard]] bool is_open() const { return microphone_ || speaker_; }

 private:
  void listen(const Listen& listen);
  void play(const Play& play);
  void finish();
  void silence();

  Encode encode_;
  bool allowed_;
  std::optional<ui::sdl::AudioDevices> devices_;
  RecordId draft_;  // of what is open
  RecordingPtr playing_;
  std::optional<ui::sdl::Microphone> microphone_;
  std::optional<ui::sdl::Speaker> speaker_;
  std::vector<Event> news_;
};

}  // namespace minbar::kiosk
