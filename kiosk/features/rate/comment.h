// A sentence beside a rating, typed on the screen's own keys. Every way out but "back" saves the rating, once.
#pragma once

#include "kiosk/features/rate/screens.h"
#include "kiosk/parts/look.h"

namespace minbar::kiosk::rate {

[[nodiscard]] Outcome update(Comment screen, const Seen& seen, const Comment::Hears& event);
[[nodiscard]] ui::Element view(const Comment& screen, const parts::Look& look);

}  // namespace minbar::kiosk::rate
