// The screen that waits: a touch begins a session, in one of four languages.
#pragma once

#include "kiosk/event.h"
#include "ui/element.h"

namespace minbar::kiosk {

struct Context;
struct State;
struct Outcome;
class Actions;

namespace screen {

struct Attract {};

[[nodiscard]] Outcome update(Attract screen, const State& state, const Event& event, const Context& context);
[[nodiscard]] ui::Element view(const Attract& screen, const State& state, const Context& context, Actions& actions);

}  // namespace screen
}  // namespace minbar::kiosk
