// The commitments of one council, about one subject or of one progress, as cards.
#pragma once

#include "kiosk/screens/screen.h"
#include "sync/domain/commitments.h"

namespace minbar::kiosk::screen {

struct CommitmentList {
  CommitmentFilter filter;
  int page = 0;
};

[[nodiscard]] Outcome update(CommitmentList screen, const State& state, const Event& event, const Context& context);
[[nodiscard]] ui::Element view(const CommitmentList& screen, const State& state, const Context& context,
                               Actions& actions);

}  // namespace minbar::kiosk::screen
