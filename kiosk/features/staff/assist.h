// The question to a citizen whom staff helps: in the citizen's language, answered by the citizen's own finger. What is
// sent in this session is marked with the badge when the answer is yes.
#pragma once

#include "kiosk/features/staff/screens.h"
#include "kiosk/parts/look.h"

namespace minbar::kiosk::staff {

[[nodiscard]] Outcome update(Assist screen, const Seen& seen, const Assist::Hears& event);
[[nodiscard]] ui::Element view(const Assist& screen, const parts::Look& look);

}  // namespace minbar::kiosk::staff
