// What people and other threads do to the program, one event at a time: fingers and the mouse alike, a keyboard that a
// helper plugged in where that is allowed, the window's own needs, and a wake from a worker. Used by the program's loop
// and by the script driver, whose touches take the same way as a finger's. It blocks without polling and keeps nothing
// that was typed. What nobody here reads (drops, clipboards, wheels, gestures, gamepads) does not even reach its queue.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "ui/sdl/window.h"
#include "ui/touch.h"

namespace minbar::ui::sdl {

inline constexpr std::int64_t mouse_finger = -1;  // the finger id of the mouse's first button

struct TextInput {
  std::string text;  // UTF-8, at least one character
  bool operator==(const TextInput&) const = default;
};
enum class Key : std::uint8_t { enter, backspace, tab, escape, left, right, up, down };
struct KeyInput {
  Key key;
  bool operator==(const KeyInput&) const = default;
};
struct Quit {  // the display asked where it may, or Waker::stop
  bool operator==(const Quit&) const = default;
};
struct Wake {
  bool operator==(const Wake&) const = default;
};
struct Redraw {  // the pixels were lost: paint again
  bool operator==(const Redraw&) const = default;
};
struct Resized {
  Size size;  // pixels
  bool operator==(const Resized&) const = default;
};

struct SoundDevicesChanged {  // a microphone or a loudspeaker came or went
  bool operator==(const SoundDevicesChanged&) const = default;
};

using InputEvent = std::variant<TouchEvent, TextInput, KeyInput, Quit, Wake, Redraw, Resized, SoundDevicesChanged>;

struct Doorbell;

// Who besides fingers may do something here. A passer-by at a kiosk may plug in what looks like a keyboard, or find a
// way to a window manager's close.
struct InputOptions {
  bool keyboards = true;  // false: no key and no text of any keyboard arrives; one known device can be let past here
  bool closes = true;     // false: no display and no key ends the program, only Waker::stop does
};

// Given to other threads, which end before the Input does. What they did before wake() is seen by whoever reads the
// Wake; several wakes may become one.
class Waker {
 public:
  void wake() const;
  // Becomes a Quit, whatever the options say.
  void stop() const;

 private:
  friend class Input;
  Waker(std::uint32_t event_type, Doorbell& doorbell) : event_type_(event_type), doorbell_(&doorbell) {}
  std::uint32_t event_type_;
  Doorbell* doorbell_;
};

class Input {
 public:
  // The window must outlive it. On the window's thread only, as all below.
  explicit Input(Window& window, const InputOptions& options = {});
  Input(Input&&) noexcept;
  Input& operator=(Input&&) noexcept;
  ~Input();

  // The next event, waiting at most `timeout_ms` for it (>= 0; none: for ever). Nothing when the time has passed, and
  // sometimes sooner, when the display had something to say that concerns nobody here: callers ask their own clock.
  [[nodiscard]] std::optional<InputEvent> wait(std::optional<std::int64_t> timeout_ms);
  [[nodiscard]] Waker waker() const;
  // A touch in pixels, put into the queue where a real finger's would be. SDL knows of no cancelled finger: a cancel
  // arrives as a release outside of the window.
  void push_touch(const TouchEvent& touch);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace minbar::ui::sdl
