// The last step of starting a petition: what its form still lacks, with the way to each gap; all that will leave the
// kiosk; the consent; "send".
#pragma once

#include "kiosk/draft.h"
#include "kiosk/screens/screen.h"

namespace minbar::kiosk::screen {

struct StartReview {
  StartDraft draft;
  bool needs_consent = false;  // "send" was pressed without it
  int page = 0;
};

[[nodiscard]] Outcome update(StartReview screen, const State& state, const Event& event, const Context& context);
[[nodiscard]] ui::Element view(const StartReview& screen, const State& state, const Context& context, Actions& actions);

}  // namespace minbar::kiosk::screen
