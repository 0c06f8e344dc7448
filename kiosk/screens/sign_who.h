// The first step of a signature: how the citizen belongs to the territory, and whether on its electoral list, as the
// collectivity has set it.
#pragma once

#include "kiosk/draft.h"
#include "kiosk/screens/screen.h"

namespace minbar::kiosk::screen {

struct SignWho {
  SignDraft draft;
  bool asked_too_soon = false;  // "continue" was pressed with a question open
  int page = 0;
};

[[nodiscard]] Outcome update(SignWho screen, const State& state, const Event& event, const Context& context);
[[nodiscard]] ui::Element view(const SignWho& screen, const State& state, const Context& context, Actions& actions);

}  // namespace minbar::kiosk::screen
