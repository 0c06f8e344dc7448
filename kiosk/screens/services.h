// Which service is rated: the ones the content pack names.
#pragma once

#include "kiosk/screens/screen.h"

namespace minbar::kiosk::screen {

struct Services {
  int page = 0;
};

[[nodiscard]] Outcome update(Services screen, const State& state, const Event& event, const Context& context);
[[nodiscard]] ui::Element view(const Services& screen, const State& state, const Context& context, Actions& actions);

}  // namespace minbar::kiosk::screen
