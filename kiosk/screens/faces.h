// How it was: five faces. Touching one opens the draft; nothing on the screen tells one answer from another afterwards.
#pragma once

#include "kiosk/screens/screen.h"

namespace minbar::kiosk::screen {

struct Faces {
  ServiceId service;
};

[[nodiscard]] Outcome update(Faces screen, const State& state, const Event& event, const Context& context);
[[nodiscard]] ui::Element view(const Faces& screen, const State& state, const Context& context, Actions& actions);

}  // namespace minbar::kiosk::screen
