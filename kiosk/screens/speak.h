// A proposal spoken: record, stop, listen again, delete, record anew. While the microphone is open the one thing to do
// is to stop it. The recording itself is made elsewhere and comes as an event.
#pragma once

#include <cstdint>
#include <vector>

#include "kiosk/draft.h"
#include "kiosk/screens/screen.h"

namespace minbar::kiosk::screen {

struct Speak {
  enum class Phase : std::uint8_t { ready, recording, finishing, recorded, playing };
  enum class Trouble : std::uint8_t { none, failed, too_short };
  Draft draft;
  Phase phase = Phase::ready;
  Trouble trouble = Trouble::none;
  std::int64_t ms = 0;                    // recorded, or played, so far
  std::vector<std::uint8_t> levels = {};  // how loud the last moments were, 0 to 100
  int page = 0;
};

// The screen for a draft that may have been spoken before.
[[nodiscard]] Speak speak(Draft draft);

[[nodiscard]] Outcome update(Speak screen, const State& state, const Event& event, const Context& context);
[[nodiscard]] ui::Element view(const Speak& screen, const State& state, const Context& context, Actions& actions);

}  // namespace minbar::kiosk::screen
