// Between a face and what follows it: the rating is being kept on the disk, so that nothing that happens to the kiosk
// from then on takes it away. Nothing on the screen can be tapped meanwhile.
#pragma once

#include "kiosk/features/rate/screens.h"
#include "kiosk/parts/look.h"

namespace minbar::kiosk::rate {

[[nodiscard]] Outcome update(Keeping screen, const Seen& seen, const Keeping::Hears& event);
[[nodiscard]] ui::Element view(const Keeping& screen, const parts::Look& look);

}  // namespace minbar::kiosk::rate
