// The last look before sending: everything that will leave the kiosk, and a way back to each part.
#pragma once

#include "kiosk/draft.h"
#include "kiosk/screens/screen.h"

namespace minbar::kiosk::screen {

struct Review {
  Draft draft;
  int page = 0;
};

[[nodiscard]] Outcome update(Review screen, const State& state, const Event& event, const Context& context);
[[nodiscard]] ui::Element view(const Review& screen, const State& state, const Context& context, Actions& actions);

}  // namespace minbar::kiosk::screen
