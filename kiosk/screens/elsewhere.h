// For who came with something that is no proposal: where complaints, national petitions and papers go. The draft waits
// here unchanged.
#pragma once

#include "kiosk/draft.h"
#include "kiosk/screens/screen.h"

namespace minbar::kiosk::screen {

struct Elsewhere {
  Draft draft;
  int page = 0;
};

[[nodiscard]] Outcome update(Elsewhere screen, const State& state, const Event& event, const Context& context);
[[nodiscard]] ui::Element view(const Elsewhere& screen, const State& state, const Context& context, Actions& actions);

}  // namespace minbar::kiosk::screen
