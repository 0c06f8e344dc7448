// The third step of a signature: where the citizen lives, found by a few letters among all communes, each with its
// province; the place of the kiosk is offered first, and a touch of one goes on.
#pragma once

#include "kiosk/features/petition/screens.h"
#include "kiosk/parts/look.h"

namespace minbar::kiosk::petition {

[[nodiscard]] Outcome update(SignHome screen, const Seen& seen, const SignHome::Hears& event);
[[nodiscard]] ui::Element view(const SignHome& screen, const parts::Look& look);

}  // namespace minbar::kiosk::petition
