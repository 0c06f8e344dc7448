// How it was: five faces. Touching one opens the draft; nothing on the screen tells one answer from another afterwards.
#pragma once

#include "kiosk/features/rate/screens.h"
#include "kiosk/parts/look.h"

namespace minbar::kiosk::rate {

[[nodiscard]] Outcome update(Faces screen, const Seen& seen, const Faces::Hears& event);
[[nodiscard]] ui::Element view(const Faces& screen, const parts::Look& look);

}  // namespace minbar::kiosk::rate
