// Name and contact, both optional, reached only after consent.
#pragma once

#include "kiosk/board.h"
#include "kiosk/draft.h"
#include "kiosk/screens/screen.h"

namespace minbar::kiosk::screen {

struct Author {
  Draft draft;
  OpenField open = {Field::name};
};

[[nodiscard]] Outcome update(Author screen, const State& state, const Event& event, const Context& context);
[[nodiscard]] ui::Element view(const Author& screen, const State& state, const Context& context, Actions& actions);

}  // namespace minbar::kiosk::screen
