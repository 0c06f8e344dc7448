// The first step of starting a petition: to whom, and whether citizens or an association petition; what the law asks of
// each.
#pragma once

#include "kiosk/features/petition/screens.h"
#include "kiosk/parts/look.h"

namespace minbar::kiosk::petition {

[[nodiscard]] Outcome update(StartKind screen, const Seen& seen, const StartKind::Hears& event);
[[nodiscard]] ui::Element view(const StartKind& screen, const parts::Look& look);

}  // namespace minbar::kiosk::petition
