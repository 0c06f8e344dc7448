// The petitions that can be read here: what each asks for, to whom, how far it is; and the way to start one.
#pragma once

#include "kiosk/features/petition/screens.h"
#include "kiosk/parts/look.h"

namespace minbar::kiosk::petition {

[[nodiscard]] Outcome update(Petitions screen, const Seen& seen, const Petitions::Hears& event);
[[nodiscard]] ui::Element view(const Petitions& screen, const parts::Look& look);

}  // namespace minbar::kiosk::petition
