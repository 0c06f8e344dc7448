// What was sent: kept, its receipt, and what became of it. What the core needs of this feature.
#pragma once

#include <optional>

#include "kiosk/features/receipt/screens.h"
#include "kiosk/parts/look.h"
#include "kiosk/session/door.h"
#include "kiosk/session/effect.h"
#include "kiosk/session/event.h"
#include "kiosk/session/seen.h"
#include "kiosk/session/stay.h"
#include "ui/element.h"

namespace minbar::kiosk::receipt {

[[nodiscard]] Screen enter(const door::Keep& door);
[[nodiscard]] Screen enter(const door::Receipt& door);
[[nodiscard]] Screen enter(const door::Follow& door);

[[nodiscard]] Outcome update(Screen screen, const Seen& seen, const Event& event);
[[nodiscard]] ui::Element view(const Screen& screen, const parts::Look& look);

[[nodiscard]] Stay stay_of(const Screen& screen, const Kiosk& kiosk, const Choices& choices);
// What was said for good and no disk holds yet, when the session ends here.
[[nodiscard]] std::optional<Save> unsaved(const Screen& screen, const Seen& seen);
// Whether what was said is nowhere but on the screen that is up, and goes with it.
[[nodiscard]] bool would_be_lost(const Screen& screen);
// How many steps into a session (session/screen.h, depth).
[[nodiscard]] int depth_of(const Screen& screen);

}  // namespace minbar::kiosk::receipt
