// The third step of starting a petition: who speaks for the petitioners; of an association also its name.
#pragma once

#include "kiosk/features/petition/screens.h"
#include "kiosk/parts/look.h"

namespace minbar::kiosk::petition {

// The step with that field open and its keys ready.
[[nodiscard]] StartWho start_who_at(StartDraft draft, Field field);

[[nodiscard]] Outcome update(StartWho screen, const Seen& seen, const StartWho::Hears& event);
[[nodiscard]] ui::Element view(const StartWho& screen, const parts::Look& look);

}  // namespace minbar::kiosk::petition
