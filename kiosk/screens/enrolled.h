// The kiosk has just been enrolled, while it waited for that: shows the fingerprint of the collector it trusts now, for
// whoever enrolled it to compare with the page on which the code was made. Stays until somebody says that they are the
// same; then the kiosk opens. No part of a session.
#pragma once

#include "kiosk/screens/screen.h"

namespace minbar::kiosk::screen {

struct Enrolled {
  int page = 0;
};

[[nodiscard]] Outcome update(Enrolled screen, const State& state, const Event& event, const Context& context);
[[nodiscard]] ui::Element view(const Enrolled& screen, const State& state, const Context& context, Actions& actions);

}  // namespace minbar::kiosk::screen
