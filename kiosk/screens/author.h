// Name and contact, both optional, reached only after consent.
#pragma once

#include <string>

#include "kiosk/draft.h"
#include "kiosk/event.h"
#include "ui/element.h"

namespace minbar::kiosk {

struct Context;
struct State;
struct Outcome;
class Actions;

namespace screen {

struct Author {
  Draft draft;
  Field field = Field::name;
  std::string layout = {};
  bool shift = false;
};

[[nodiscard]] Outcome update(Author screen, const State& state, const Event& event, const Context& context);
[[nodiscard]] ui::Element view(const Author& screen, const State& state, const Context& context, Actions& actions);

}  // namespace screen
}  // namespace minbar::kiosk
