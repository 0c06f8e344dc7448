// From a finger to a tap: a press and a release inside the same target, nothing else. Mouse and finger arrive alike.
// The first finger down is the only one that counts until it is lifted; a palm beside it taps nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "ui/scene.h"

namespace minbar::ui {

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
  bool inside = false;  // whether the finger is still within; only then is the press shown
};

struct TouchStep {
  TouchState state;
  std::optional<Tap> tap;
};

[[nodiscard]] TouchStep touch(const TouchState& state, const TouchEvent& event, const Scene& scene);

}  // namespace minbar::ui
