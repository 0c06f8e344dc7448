// Which service is rated: the ones the content pack names.
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

struct Services {
  int page = 0;
};

[[nodiscard]] Outcome update(Services screen, const State& state, const Event& event, const Context& context);
[[nodiscard]] ui::Element view(const Services& screen, const State& state, const Context& context, Actions& actions);

}  // namespace screen
}  // namespace minbar::kiosk
