// What stands behind each door: the screen of another feature, or the end of the session. Pure.
#pragma once

#include "kiosk/core/state.h"
#include "kiosk/session/context.h"
#include "kiosk/session/door.h"

namespace minbar::kiosk {

[[nodiscard]] Step through(Leave leave, State state, const Context& context);

}  // namespace minbar::kiosk
