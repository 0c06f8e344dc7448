// What a citizen can do here.
#pragma once

#include "kiosk/screens/screen.h"

namespace minbar::kiosk::screen {

struct Menu {
  int page = 0;
};

[[nodiscard]] Outcome update(Menu screen, const State& state, const Event& event, const Context& context);
[[nodiscard]] ui::Element view(const Menu& screen, const State& state, const Context& context, Actions& actions);

}  // namespace minbar::kiosk::screen
