// How a screen answers an event: with the screen of its own feature that is up next, or with the door through which the
// session leaves the feature; and with what is asked of the world. A screen that an event does not concern stays as it
// is.
#pragma once

#include <utility>
#include <variant>

#include "kiosk/session/door.h"
#include "kiosk/session/effect.h"

namespace minbar::kiosk {

template <class Screen>
struct Outcome {
  Outcome(Screen screen, Effects asked = {})
      : next(std::in_place_index<0>, std::move(screen)), effects(std::move(asked)) {}
  Outcome(Leave leave, Effects asked = {})
      : next(std::in_place_index<1>, std::move(leave)), effects(std::move(asked)) {}

  std::variant<Screen, Leave> next;
  Effects effects;
  bool rating_begun = false;  // a face was touched: the kiosk remembers when
};

}  // namespace minbar::kiosk
