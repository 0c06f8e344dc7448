// Reached only after a rating is durable: the same for every answer. Forgets itself.
#pragma once

#include "kiosk/screens/screen.h"

namespace minbar::kiosk::screen {

struct Thanks {
  bool of_commitment = false;  // what was rated: the way on leads to more of its kind
  int page = 0;
};

[[nodiscard]] Outcome update(Thanks screen, const State& state, const Event& event, const Context& context);
[[nodiscard]] ui::Element view(const Thanks& screen, const State& state, const Context& context, Actions& actions);

}  // namespace minbar::kiosk::screen
