// One commitment: what was promised, how far it is, in words, pictures and figures, and what is not published said as
// that. From here it is rated, or a proposal is made on it.
#pragma once

#include "kiosk/draft.h"
#include "kiosk/screens/screen.h"

namespace minbar::kiosk::screen {

struct CommitmentPage {
  ShownCommitment shown;
  int page = 0;
};

[[nodiscard]] Outcome update(CommitmentPage screen, const State& state, const Event& event, const Context& context);
[[nodiscard]] ui::Element view(const CommitmentPage& screen, const State& state, const Context& context,
                               Actions& actions);

}  // namespace minbar::kiosk::screen
