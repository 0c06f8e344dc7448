// The last step of starting a petition: what its form still lacks, with the way to each gap; all that will leave the
// kiosk; the consent; "send".
#pragma once

#include "kiosk/features/petition/screens.h"
#include "kiosk/parts/look.h"

namespace minbar::kiosk::petition {

[[nodiscard]] Outcome update(StartReview screen, const Seen& seen, const StartReview::Hears& event);
[[nodiscard]] ui::Element view(const StartReview& screen, const parts::Look& look);

}  // namespace minbar::kiosk::petition
