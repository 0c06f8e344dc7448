// The screen that waits: a touch begins a session, in one of four languages.
#pragma once

#include "kiosk/screens/screen.h"

namespace minbar::kiosk::screen {

struct Attract {};

[[nodiscard]] Outcome update(Attract screen, const State& state, const Event& event, const Context& context);
[[nodiscard]] ui::Element view(const Attract& screen, const State& state, const Context& context, Actions& actions);

}  // namespace minbar::kiosk::screen
