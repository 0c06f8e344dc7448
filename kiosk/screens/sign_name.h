// The second step of a signature: names and national id as on the card.
#pragma once

#include "kiosk/board.h"
#include "kiosk/draft.h"
#include "kiosk/screens/screen.h"

namespace minbar::kiosk::screen {

struct SignName {
  SignDraft draft;
  OpenField open = {Field::given_name};
  bool asked_too_soon = false;
};

[[nodiscard]] Outcome update(SignName screen, const State& state, const Event& event, const Context& context);
[[nodiscard]] ui::Element view(const SignName& screen, const State& state, const Context& context, Actions& actions);

}  // namespace minbar::kiosk::screen
