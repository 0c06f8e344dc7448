// The last look before sending: everything that will leave the kiosk, and a way back to each part.
#pragma once

#include "kiosk/features/propose/screens.h"
#include "kiosk/parts/look.h"

namespace minbar::kiosk::propose {

[[nodiscard]] Outcome update(Review screen, const Seen& seen, const Review::Hears& event);
[[nodiscard]] ui::Element view(const Review& screen, const parts::Look& look);

}  // namespace minbar::kiosk::propose
