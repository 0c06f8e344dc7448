// The whole screen for a state: the screen's own view, and above it whatever waits for an answer (the idle question).
// Pure.
#pragma once

#include "kiosk/actions.h"
#include "kiosk/context.h"
#include "kiosk/state.h"
#include "ui/element.h"

namespace minbar::kiosk {

[[nodiscard]] ui::Element view(const State& state, const Context& context, Actions& actions);

}  // namespace minbar::kiosk
