// One petition to read: what it asks for, of whom, until when, how far it is; and the way to sign it while it is open.
#pragma once

#include "kiosk/screens/screen.h"
#include "sync/domain/ids.h"

namespace minbar::kiosk::screen {

struct PetitionPage {
  PetitionId petition;
  int page = 0;
};

[[nodiscard]] Outcome update(PetitionPage screen, const State& state, const Event& event, const Context& context);
[[nodiscard]] ui::Element view(const PetitionPage& screen, const State& state, const Context& context,
                               Actions& actions);

}  // namespace minbar::kiosk::screen
