// The petitions that can be read here: what each asks for, to whom, how far it is; and the way to start one.
#pragma once

#include "kiosk/screens/screen.h"

namespace minbar::kiosk::screen {

struct Petitions {
  int page = 0;
};

[[nodiscard]] Outcome update(Petitions screen, const State& state, const Event& event, const Context& context);
[[nodiscard]] ui::Element view(const Petitions& screen, const State& state, const Context& context, Actions& actions);

}  // namespace minbar::kiosk::screen
