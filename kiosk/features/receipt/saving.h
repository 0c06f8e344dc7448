// Between "send" and the receipt: the record is being made durable, or could not be. It stays here until it is, or
// until its citizen goes.
#pragma once

#include "kiosk/features/receipt/screens.h"
#include "kiosk/parts/look.h"

namespace minbar::kiosk::receipt {

[[nodiscard]] Outcome update(Saving screen, const Seen& seen, const Saving::Hears& event);
// Whether what was said is nowhere but on this screen, and goes with it.
[[nodiscard]] bool would_be_lost(const Saving& screen);
[[nodiscard]] ui::Element view(const Saving& screen, const parts::Look& look);

}  // namespace minbar::kiosk::receipt
