// The second step of a signature: names and national id as on the card.
#pragma once

#include "kiosk/features/petition/screens.h"
#include "kiosk/parts/look.h"

namespace minbar::kiosk::petition {

[[nodiscard]] Outcome update(SignName screen, const Seen& seen, const SignName::Hears& event);
[[nodiscard]] ui::Element view(const SignName& screen, const parts::Look& look);

}  // namespace minbar::kiosk::petition
