// Reached only after a rating is durable: the same for every answer. Forgets itself.
#pragma once

#include "kiosk/features/rate/screens.h"
#include "kiosk/parts/look.h"

namespace minbar::kiosk::rate {

[[nodiscard]] Outcome update(Thanks screen, const Seen& seen, const Thanks::Hears& event);
[[nodiscard]] ui::Element view(const Thanks& screen, const parts::Look& look);

}  // namespace minbar::kiosk::rate
