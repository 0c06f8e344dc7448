// How it was: five faces. Touching one opens the draft; nothing on the screen tells one answer from another afterwards.
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

struct Faces {
  ServiceId service;
};

[[nodiscard]] Outcome update(Faces screen, const State& state, const Event& event, const Context& context);
[[nodiscard]] ui::Element view(const Faces& screen, const State& state, const Context& context, Actions& actions);

}  // namespace screen
}  // namespace minbar::kiosk
