// The second step of a proposal: the words themselves, typed on the screen's own keys.
#pragma once

#include "kiosk/features/propose/screens.h"
#include "kiosk/parts/look.h"

namespace minbar::kiosk::propose {

[[nodiscard]] Outcome update(Write screen, const Seen& seen, const Write::Hears& event);
[[nodiscard]] ui::Element view(const Write& screen, const parts::Look& look);

}  // namespace minbar::kiosk::propose
