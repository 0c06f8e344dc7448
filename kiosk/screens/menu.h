// What a citizen can do here.
#pragma once

#include "kiosk/event.h"
#include "ui/element.h"

namespace minbar::kiosk {

struct Context;
struct State;
struct Outcome;
class Actions;

namespace screen {

struct Menu {
  int page = 0;
};

[[nodiscard]] Outcome update(Menu screen, const State& state, const Event& event, const Context& context);
[[nodiscard]] ui::Element view(const Menu& screen, const State& state, const Context& context, Actions& actions);

}  // namespace screen
}  // namespace minbar::kiosk
