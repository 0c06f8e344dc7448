// What staff does at a kiosk while citizens use it: helps one of them, and looks which kiosk this is. What the core
// needs of this feature.
#pragma once

#include <optional>

#include "kiosk/features/staff/screens.h"
#include "kiosk/parts/look.h"
#include "kiosk/session/door.h"
#include "kiosk/session/effect.h"
#include "kiosk/session/event.h"
#include "kiosk/session/seen.h"
#include "kiosk/session/stay.h"
#include "ui/element.h"

namespace minbar::kiosk::staff {

[[nodiscard]] Screen enter(const door::Badge& door);
[[nodiscard]] Screen enter(const door::AboutKiosk& door);

[[nodiscard]] Outcome update(Screen screen, const Seen& seen, const Event& event);
[[nodiscard]] ui::Element view(const Screen& screen, const parts::Look& look);

[[nodiscard]] Stay stay_of(const Screen& screen, const Kiosk& kiosk, const Choices& choices);
// There is never anything.
[[nodiscard]] std::optional<Save> unsaved(const Screen& screen, const Seen& seen);
// How many steps into a session (session/screen.h, depth).
[[nodiscard]] int depth_of(const Screen& screen);

}  // namespace minbar::kiosk::staff
