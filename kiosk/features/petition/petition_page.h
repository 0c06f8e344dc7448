// One petition to read: what it asks for, of whom, until when, how far it is; and the way to sign it while it is open.
#pragma once

#include "kiosk/features/petition/screens.h"
#include "kiosk/parts/look.h"

namespace minbar::kiosk::petition {

[[nodiscard]] Outcome update(PetitionPage screen, const Seen& seen, const PetitionPage::Hears& event);
[[nodiscard]] ui::Element view(const PetitionPage& screen, const parts::Look& look);

}  // namespace minbar::kiosk::petition
