// For who came with something that is no proposal: where complaints, national petitions and papers go. The draft waits
// here unchanged.
#pragma once

#include "kiosk/features/propose/screens.h"
#include "kiosk/parts/look.h"

namespace minbar::kiosk::propose {

[[nodiscard]] Outcome update(Elsewhere screen, const Seen& seen, const Elsewhere::Hears& event);
[[nodiscard]] ui::Element view(const Elsewhere& screen, const parts::Look& look);

}  // namespace minbar::kiosk::propose
