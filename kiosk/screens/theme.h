// The first step of a proposal: what it is about.
#pragma once

#include "kiosk/draft.h"
#include "kiosk/screens/screen.h"

namespace minbar::kiosk::screen {

struct Theme {
  Draft draft;
  int page = 0;
};

[[nodiscard]] Outcome update(Theme screen, const State& state, const Event& event, const Context& context);
[[nodiscard]] ui::Element view(const Theme& screen, const State& state, const Context& context, Actions& actions);

}  // namespace minbar::kiosk::screen
