// Reached only after a rating is durable: the same for every answer. Forgets itself.
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

struct Thanks {
  int page = 0;
};

[[nodiscard]] Outcome update(Thanks screen, const State& state, const Event& event, const Context& context);
[[nodiscard]] ui::Element view(const Thanks& screen, const State& state, const Context& context, Actions& actions);

}  // namespace screen
}  // namespace minbar::kiosk
