// What became of the proposal of a receipt: the state in large words, the way it came, the answer in its own direction,
// earlier answers, and how old this kiosk's knowledge is.
#pragma once

#include "kiosk/screens/screen.h"
#include "sync/domain/trail.h"

namespace minbar::kiosk::screen {

struct Became {
  Trail trail;
  int page = 0;
};

[[nodiscard]] Outcome update(Became screen, const State& state, const Event& event, const Context& context);
[[nodiscard]] ui::Element view(const Became& screen, const State& state, const Context& context, Actions& actions);

}  // namespace minbar::kiosk::screen
