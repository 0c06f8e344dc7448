// Where a citizen enters the code of a receipt.
#pragma once

#include "kiosk/features/receipt/screens.h"
#include "kiosk/parts/look.h"

namespace minbar::kiosk::receipt {

[[nodiscard]] Outcome update(Follow screen, const Seen& seen, const Follow::Hears& event);
[[nodiscard]] ui::Element view(const Follow& screen, const parts::Look& look);

}  // namespace minbar::kiosk::receipt
