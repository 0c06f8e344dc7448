// The first step of a signature: how the citizen belongs to the territory, and whether on its electoral list, as the
// collectivity has set it.
#pragma once

#include "kiosk/features/petition/screens.h"
#include "kiosk/parts/look.h"

namespace minbar::kiosk::petition {

[[nodiscard]] Outcome update(SignWho screen, const Seen& seen, const SignWho::Hears& event);
[[nodiscard]] ui::Element view(const SignWho& screen, const parts::Look& look);

}  // namespace minbar::kiosk::petition
