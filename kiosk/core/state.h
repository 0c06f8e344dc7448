// The whole memory of a kiosk, as one value. Ending a session replaces the session; what is left is what the kiosk is.
// Alternatives are a variant, so that what must not be together cannot be written: a receipt has a code, saving has a
// record, a menu has neither.
#pragma once

#include <cstdint>

#include "kiosk/core/screen.h"
#include "kiosk/session/effect.h"
#include "kiosk/session/seen.h"

namespace minbar::kiosk {

struct Session {
  Choices choices = {};
  Screen screen = {};
  std::int64_t last_touch_ms = 0;
  bool idle_warning = false;  // the question "are you still here?" is up
};

struct State {
  Kiosk kiosk = {};
  Session session = {};
};

struct Step {
  State state = {};
  Effects effects = {};
};

}  // namespace minbar::kiosk
