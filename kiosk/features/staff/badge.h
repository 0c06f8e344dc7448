// Where staff enters the code of a badge, for a citizen they are going to help.
#pragma once

#include "kiosk/features/staff/screens.h"
#include "kiosk/parts/look.h"

namespace minbar::kiosk::staff {

[[nodiscard]] Outcome update(Badge screen, const Seen& seen, const Badge::Hears& event);
[[nodiscard]] ui::Element view(const Badge& screen, const parts::Look& look);

}  // namespace minbar::kiosk::staff
