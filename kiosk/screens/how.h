// Between theme and words, where a microphone is there: to speak or to write. Both may be given; what is there already
// shows, and leads on.
#pragma once

#include "kiosk/draft.h"
#include "kiosk/screens/screen.h"

namespace minbar::kiosk::screen {

struct How {
  Draft draft;
  int page = 0;
};

[[nodiscard]] Outcome update(How screen, const State& state, const Event& event, const Context& context);
[[nodiscard]] ui::Element view(const How& screen, const State& state, const Context& context, Actions& actions);

}  // namespace minbar::kiosk::screen
