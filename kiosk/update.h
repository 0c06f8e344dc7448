// The heart: (state, event) → (state, effects), pure. Rules that hold on every screen live here (language, start again,
// idle); each screen's own live beside its view.
#pragma once

#include "kiosk/context.h"
#include "kiosk/event.h"
#include "kiosk/state.h"

namespace minbar::kiosk {

[[nodiscard]] Step update(State state, const Event& event, const Context& context);

}  // namespace minbar::kiosk
