// The commitments of councils, and three ways to look at them: by council, by subject, by how far they came. The
// council where the kiosk stands comes first.
#pragma once

#include "kiosk/screens/screen.h"

namespace minbar::kiosk::screen {

struct Exhibition {
  Browse by = Browse::member;
  int page = 0;
};

[[nodiscard]] Outcome update(Exhibition screen, const State& state, const Event& event, const Context& context);
[[nodiscard]] ui::Element view(const Exhibition& screen, const State& state, const Context& context, Actions& actions);

}  // namespace minbar::kiosk::screen
