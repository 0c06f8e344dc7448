// What mattered, and a way to add a sentence; both optional. The rating is kept already: every way out of here saves
// it, once.
#pragma once

#include "kiosk/draft.h"
#include "kiosk/screens/screen.h"

namespace minbar::kiosk::screen {

struct Reasons {
  RatingDraft draft;
  int page = 0;
};

[[nodiscard]] Outcome update(Reasons screen, const State& state, const Event& event, const Context& context);
[[nodiscard]] ui::Element view(const Reasons& screen, const State& state, const Context& context, Actions& actions);

}  // namespace minbar::kiosk::screen
