// The fourth step of a proposal: two optional questions about whom it comes from. A second touch takes an answer back;
// the way on is open whatever is answered.
#pragma once

#include <string_view>

#include "kiosk/draft.h"
#include "kiosk/screens/screen.h"

namespace minbar::kiosk::screen {

struct About {
  Draft draft;
  int page = 0;
};

[[nodiscard]] Outcome update(About screen, const State& state, const Event& event, const Context& context);
[[nodiscard]] ui::Element view(const About& screen, const State& state, const Context& context, Actions& actions);

// The word keys of the answers, here and at the review.
[[nodiscard]] std::string_view key_of(Gender gender);
[[nodiscard]] std::string_view key_of(AgeBand band);

}  // namespace minbar::kiosk::screen
