// The last step of a signature: all that will leave the kiosk, the consent with the number of the authorisation, and
// "sign".
#pragma once

#include "kiosk/draft.h"
#include "kiosk/screens/screen.h"

namespace minbar::kiosk::screen {

struct SignReview {
  SignDraft draft;
  bool needs_consent = false;  // "sign" was pressed without it
  int page = 0;
};

[[nodiscard]] Outcome update(SignReview screen, const State& state, const Event& event, const Context& context);
[[nodiscard]] ui::Element view(const SignReview& screen, const State& state, const Context& context, Actions& actions);

}  // namespace minbar::kiosk::screen
