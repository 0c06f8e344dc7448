// After a signature is durable: the same for everybody, whether or not they signed before. Goes by itself.
#pragma once

#include "kiosk/screens/screen.h"

namespace minbar::kiosk::screen {

struct Signed {
  int page = 0;
};

[[nodiscard]] Outcome update(Signed screen, const State& state, const Event& event, const Context& context);
[[nodiscard]] ui::Element view(const Signed& screen, const State& state, const Context& context, Actions& actions);

}  // namespace minbar::kiosk::screen
