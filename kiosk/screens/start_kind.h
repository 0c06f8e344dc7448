// The first step of starting a petition: to whom, and whether citizens or an association petition; what the law asks of
// each.
#pragma once

#include "kiosk/draft.h"
#include "kiosk/screens/screen.h"

namespace minbar::kiosk::screen {

struct StartKind {
  StartDraft draft;
  int page = 0;
};

[[nodiscard]] Outcome update(StartKind screen, const State& state, const Event& event, const Context& context);
[[nodiscard]] ui::Element view(const StartKind& screen, const State& state, const Context& context, Actions& actions);

}  // namespace minbar::kiosk::screen
