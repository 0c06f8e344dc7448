// What mattered, and a way to add a sentence; both optional. The rating is on the disk already, or the page says that
// it is not yet: every way out of here saves it, once.
#pragma once

#include "kiosk/features/rate/screens.h"
#include "kiosk/parts/look.h"

namespace minbar::kiosk::rate {

[[nodiscard]] Outcome update(Reasons screen, const Seen& seen, const Reasons::Hears& event);
[[nodiscard]] ui::Element view(const Reasons& screen, const parts::Look& look);

}  // namespace minbar::kiosk::rate
