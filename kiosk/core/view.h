// The whole screen for a state: the screen's own view, and above it whatever waits for an answer (the idle question).
// Pure.
#pragma once

#include "kiosk/core/state.h"
#include "kiosk/session/actions.h"
#include "kiosk/session/context.h"
#include "ui/element.h"

namespace minbar::kiosk {

[[nodiscard]] ui::Element view(const State& state, const Context& context, Actions& actions);

}  // namespace minbar::kiosk
