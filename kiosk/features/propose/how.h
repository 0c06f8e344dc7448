// Between theme and words, where a microphone is there: to speak or to write. Both may be given; what is there already
// shows, and leads on.
#pragma once

#include "kiosk/features/propose/screens.h"
#include "kiosk/parts/look.h"

namespace minbar::kiosk::propose {

[[nodiscard]] Outcome update(How screen, const Seen& seen, const How::Hears& event);
[[nodiscard]] ui::Element view(const How& screen, const parts::Look& look);

}  // namespace minbar::kiosk::propose
