// What every screen file shares: how a screen answers an event. A screen that an event does not concern stays as it is.
#pragma once

#include "kiosk/context.h"
#include "kiosk/event.h"
#include "kiosk/state.h"

namespace minbar::kiosk {

struct Outcome {
  Screen screen;
  Effects effects = {};
};

template <class... F>
struct overloaded : F... {
  using F::operator()...;
};
template <class... F>
overloaded(F...) -> overloaded<F...>;

}  // namespace minbar::kiosk
