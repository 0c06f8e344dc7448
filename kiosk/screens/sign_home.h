// The third step of a signature: where the citizen lives, found by a few letters among all communes, each with its
// province; the place of the kiosk is offered first, and a touch of one goes on.
#pragma once

#include "kiosk/board.h"
#include "kiosk/draft.h"
#include "kiosk/screens/screen.h"

namespace minbar::kiosk::screen {

struct SignHome {
  SignDraft draft;
  Board board = {};
};

[[nodiscard]] Outcome update(SignHome screen, const State& state, const Event& event, const Context& context);
[[nodiscard]] ui::Element view(const SignHome& screen, const State& state, const Context& context, Actions& actions);

}  // namespace minbar::kiosk::screen
