// The second step of a proposal: the words themselves, typed on the screen's own keys.
#pragma once

#include "kiosk/board.h"
#include "kiosk/draft.h"
#include "kiosk/screens/screen.h"

namespace minbar::kiosk::screen {

struct Write {
  Draft draft;
  Board board = {};
  bool asked_empty = false;  // "continue" was pressed with nothing written
};

[[nodiscard]] Outcome update(Write screen, const State& state, const Event& event, const Context& context);
[[nodiscard]] ui::Element view(const Write& screen, const State& state, const Context& context, Actions& actions);

}  // namespace minbar::kiosk::screen
