// The commitments of councils, and three ways to look at them: by council, by subject, by how far they came. The
// council where the kiosk stands comes first.
#pragma once

#include "kiosk/features/commitments/screens.h"
#include "kiosk/parts/look.h"

namespace minbar::kiosk::commitments {

[[nodiscard]] Outcome update(Exhibition screen, const Seen& seen, const Exhibition::Hears& event);
[[nodiscard]] ui::Element view(const Exhibition& screen, const parts::Look& look);

}  // namespace minbar::kiosk::commitments
