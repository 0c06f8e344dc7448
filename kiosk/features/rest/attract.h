// The screen that waits: a touch begins a session, in one of four languages. Above the doors, which never move, stands
// in turn Minbar's own picture, a commitment, or what citizens said and what was done.
#pragma once

#include "kiosk/features/rest/screens.h"
#include "kiosk/parts/look.h"

namespace minbar::kiosk::rest {

[[nodiscard]] Outcome update(Attract screen, const Seen& seen, const Attract::Hears& event);
[[nodiscard]] ui::Element view(const Attract& screen, const parts::Look& look);

}  // namespace minbar::kiosk::rest
