// The heart: (state, event) → (state, effects), pure. Rules that hold on every screen live here (language, sizes,
// pages, start again, idle, what the world tells); what a screen makes of an event is its feature's.
#pragma once

#include "kiosk/core/state.h"
#include "kiosk/session/context.h"
#include "kiosk/session/event.h"

namespace minbar::kiosk {

[[nodiscard]] Step update(State state, const Event& event, const Context& context);

}  // namespace minbar::kiosk
