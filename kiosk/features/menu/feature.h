// What a citizen can do here. What the core needs of this feature.
#pragma once

#include <optional>

#include "kiosk/features/menu/screens.h"
#include "kiosk/parts/look.h"
#include "kiosk/session/door.h"
#include "kiosk/session/effect.h"
#include "kiosk/session/event.h"
#include "kiosk/session/seen.h"
#include "kiosk/session/stay.h"
#include "ui/element.h"

namespace minbar::kiosk::menu {

[[nodiscard]] Screen enter(const door::Menu& door);

[[nodiscard]] Outcome update(Screen screen, const Seen& seen, const Event& event);
[[nodiscard]] ui::Element view(const Screen& screen, const parts::Look& look);

[[nodiscard]] Stay stay_of(const Screen& screen, const Kiosk& kiosk, const Choices& choices);
// There is never anything.
[[nodiscard]] std::optional<Save> unsaved(const Screen& screen, const Seen& seen);
// How many steps into a session (session/screen.h, depth).
[[nodiscard]] int depth_of(const Screen& screen);

}  // namespace minbar::kiosk::menu
