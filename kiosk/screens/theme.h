// The first step of a proposal: what it is about.
#pragma once

#include "kiosk/draft.h"
#include "kiosk/event.h"
#include "ui/element.h"

namespace minbar::kiosk {

struct Context;
struct State;
struct Outcome;
class Actions;

namespace screen {

struct Theme {
  Draft draft;
  int page = 0;
};

[[nodiscard]] Outcome update(Theme screen, const State& state, const Event& event, const Context& context);
[[nodiscard]] ui::Element view(const Theme& screen, const State& state, const Context& context, Actions& actions);

}  // namespace screen
}  // namespace minbar::kiosk
