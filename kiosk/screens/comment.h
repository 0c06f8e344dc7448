// A sentence beside a rating, typed on the screen's own keys. Every way out but "back" saves the rating, once.
#pragma once

#include "kiosk/board.h"
#include "kiosk/draft.h"
#include "kiosk/screens/screen.h"

namespace minbar::kiosk::screen {

struct Comment {
  RatingDraft draft;
  Board board = {};
};

[[nodiscard]] Outcome update(Comment screen, const State& state, const Event& event, const Context& context);
[[nodiscard]] ui::Element view(const Comment& screen, const State& state, const Context& context, Actions& actions);

}  // namespace minbar::kiosk::screen
