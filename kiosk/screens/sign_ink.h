// The fourth step of a signature: the signature itself, drawn with the finger.
#pragma once

#include "kiosk/draft.h"
#include "kiosk/screens/screen.h"

namespace minbar::kiosk::screen {

struct SignInk {
  SignDraft draft;
  bool asked_too_soon = false;
  bool stroke_refused = false;  // the finger that is down began past the bounds
};

[[nodiscard]] Outcome update(SignInk screen, const State& state, const Event& event, const Context& context);
[[nodiscard]] ui::Element view(const SignInk& screen, const State& state, const Context& context, Actions& actions);

// What was drawn, for a view.
[[nodiscard]] ui::Element drawn(const std::vector<InkStroke>& ink);

}  // namespace minbar::kiosk::screen
