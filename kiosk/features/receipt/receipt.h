// Reached only after the record is durable: the code to keep and its QR. Forgets itself.
#pragma once

#include "kiosk/features/receipt/screens.h"
#include "kiosk/parts/look.h"

namespace minbar::kiosk::receipt {

[[nodiscard]] ui::Element view(const Receipt& screen, const parts::Look& look);

}  // namespace minbar::kiosk::receipt
