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

// The step with that field open and its keys ready.
[[nodiscard]] StartText start_text_at(StartDraft draft, Field field);

[[nodiscard]] Outcome update(StartText screen, const State& state, const Event& event, const Context& context);
[[nodiscard]] ui::Element view(const StartText& screen, const State& state, const Context& context, Actions& actions);

}  // namespace minbar::kiosk::screen
