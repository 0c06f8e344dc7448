// The third step of starting a petition: who speaks for the petitioners; of an association also its name.
#pragma once

#include "kiosk/board.h"
#include "kiosk/draft.h"
#include "kiosk/screens/screen.h"

namespace minbar::kiosk::screen {

struct StartWho {
  StartDraft draft;
  OpenField open = {Field::name};
};

// The step with that field open and its keys ready.
[[nodiscard]] StartWho start_who_at(StartDraft draft, Field field);

[[nodiscard]] Outcome update(StartWho screen, const State& state, const Event& event, const Context& context);
[[nodiscard]] ui::Element view(const StartWho& screen, const State& state, const Context& context, Actions& actions);

}  // namespace minbar::kiosk::screen
