// About the kiosk itself, for staff and whoever asks: where it stands, which content it shows, and the fingerprint of
// the collector that alone can open what is said here.
#pragma once

#include "kiosk/screens/screen.h"

namespace minbar::kiosk::screen {

struct AboutKiosk {
  int page = 0;
};

[[nodiscard]] Outcome update(AboutKiosk screen, const State& state, const Event& event, const Context& context);
[[nodiscard]] ui::Element view(const AboutKiosk& screen, const State& state, const Context& context, Actions& actions);

}  // namespace minbar::kiosk::screen
