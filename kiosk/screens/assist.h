// The question to a citizen whom staff helps: in the citizen's language, answered by the citizen's own finger. What is
// sent in this session is marked with the badge when the answer is yes.
#pragma once

#include "kiosk/screens/screen.h"
#include "sync/domain/ids.h"

namespace minbar::kiosk::screen {

struct Assist {
  BadgeId badge;
  int page = 0;
};

[[nodiscard]] Outcome update(Assist screen, const State& state, const Event& event, const Context& context);
[[nodiscard]] ui::Element view(const Assist& screen, const State& state, const Context& context, Actions& actions);

}  // namespace minbar::kiosk::screen
