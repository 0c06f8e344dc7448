// The third step of a proposal: what happens to a name, before one is asked. Leaving it out is the larger choice.
#pragma once

#include "kiosk/draft.h"
#include "kiosk/screens/screen.h"

namespace minbar::kiosk::screen {

struct Notice {
  Draft draft;
  bool needs_consent = false;  // a name was offered before the notice was agreed to
  int page = 0;
};

[[nodiscard]] Outcome update(Notice screen, const State& state, const Event& event, const Context& context);
[[nodiscard]] ui::Element view(const Notice& screen, const State& state, const Context& context, Actions& actions);

}  // namespace minbar::kiosk::screen
