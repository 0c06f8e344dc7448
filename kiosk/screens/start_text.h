// The second step of starting a petition: what it asks for in one sentence, and why.
#pragma once

#include "kiosk/board.h"
#include "kiosk/draft.h"
#include "kiosk/screens/screen.h"

namespace minbar::kiosk::screen {

struct StartText {
  StartDraft draft;
  OpenField open = {Field::object};
};

[[nodiscard]] Outcome update(StartText screen, const State& state, const Event& event, const Context& context);
[[nodiscard]] ui::Element view(const StartText& screen, const State& state, const Context& context, Actions& actions);

}  // namespace minbar::kiosk::screen
