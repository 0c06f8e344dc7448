// A proposal spoken: record, stop, listen again, delete, record anew. While the microphone is open the one thing to do
// is to stop it. The recording itself is made elsewhere and comes as an event.
#pragma once

#include "kiosk/features/propose/screens.h"
#include "kiosk/parts/look.h"

namespace minbar::kiosk::propose {

// The screen for a draft that may have been spoken before.
[[nodiscard]] Speak speak(Draft draft);

[[nodiscard]] Outcome update(Speak screen, const Seen& seen, const Speak::Hears& event);
[[nodiscard]] ui::Element view(const Speak& screen, const parts::Look& look);

}  // namespace minbar::kiosk::propose
