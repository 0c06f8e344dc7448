// The second step of starting a petition: what it asks for in one sentence, and why.
#pragma once

#include "kiosk/features/petition/screens.h"
#include "kiosk/parts/look.h"

namespace minbar::kiosk::petition {

// The step with that field open and its keys ready.
[[nodiscard]] StartText start_text_at(StartDraft draft, Field field);

[[nodiscard]] Outcome update(StartText screen, const Seen& seen, const StartText::Hears& event);
[[nodiscard]] ui::Element view(const StartText& screen, const parts::Look& look);

}  // namespace minbar::kiosk::petition
