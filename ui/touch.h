// From a finger to a tap: a press and a release inside the same target, nothing else; or a long press on a target that
// has a meaning for one, after which the finger may slide to what that opened. Mouse and finger arrive alike. The first
// finger down is the only one that counts until it is lifted; a palm beside it taps nothing. Nothing repeats.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "ui/scene.h"

namespace minbar::ui {

inline constexpr std::int64_t hold_ms = 450;  // a long press; phones wait 400 to 500

struct TouchEvent {
  enum class Kind : std::uint8_t { down, move, up, cancel };
  Kind kind = Kind::down;
  std::int64_t finger = 0;
  Point point;
};

struct Tap {
  ActionId action;
  Point point;
};

// What outlives a frame. The pressed target is kept by name and place, since a screen may be rebuilt under a finger.
struct TouchState {
  std::optional<std::int64_t> finger;
  std::string pressed;  // empty: the press began on nothing
  Rect pressed_rect;
  bool inside = false;                  // whether the finger is still within; only then is the press shown
  std::optional<std::int64_t> hold_at;  // when the press becomes a long one, if its target has a meaning for it
  bool held = false;                    // it has become one
};

struct TouchStep {
  TouchState state;
  std::optional<Tap> tap;
};

// `now_ms` and the times of a state are monotonic.
[[nodiscard]] TouchStep touch(const TouchState& state, const TouchEvent& event, const Scene& scene,
                              std::int64_t now_ms);

// When `hold` is wanted, if the finger stays where it is.
[[nodiscard]] std::optional<std::int64_t> hold_due_ms(const TouchState& state);
// The long press, once it is due: its tap is the held action of the target.
[[nodiscard]] TouchStep hold(const TouchState& state, const Scene& scene, std::int64_t now_ms);

}  // namespace minbar::ui
