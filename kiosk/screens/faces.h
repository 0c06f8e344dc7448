// How it was: five faces. Touching one opens the draft; nothing on the screen tells one answer from another afterwards.
#pragma once

#include <optional>

#include "kiosk/screens/screen.h"
#include "sync/domain/commitments.h"
#include "sync/domain/submission.h"

namespace minbar::kiosk::screen {

struct Faces {
  RatingSubject subject;
  std::optional<CommitmentFilter> from = {};  // of a commitment: the list it was found in
};

[[nodiscard]] Outcome update(Faces screen, const State& state, const Event& event, const Context& context);
[[nodiscard]] ui::Element view(const Faces& screen, const State& state, const Context& context, Actions& actions);

}  // namespace minbar::kiosk::screen
