// The screen that waits: a touch begins a session, in one of four languages. Above the doors, which never move, stands
// in turn the house's own picture, a commitment, or what citizens said and what was done.
#pragma once

#include <cstddef>
#include <cstdint>

#include "kiosk/screens/screen.h"

namespace minbar::kiosk::screen {

struct Attract {
  std::size_t slide = 0;
  std::int64_t turns_at_ms = 0;  // monotonic: when the next one comes; 0: not set yet
};

[[nodiscard]] Outcome update(Attract screen, const State& state, const Event& event, const Context& context);
[[nodiscard]] ui::Element view(const Attract& screen, const State& state, const Context& context, Actions& actions);

}  // namespace minbar::kiosk::screen
