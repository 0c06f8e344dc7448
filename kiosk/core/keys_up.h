// Which keys the screen that is up has. Asked by whoever presses them for a person: scripts, tests and measurements.
#pragma once

#include "kiosk/core/state.h"
#include "sync/domain/content/content.h"

namespace minbar::kiosk {

// The layout of letters; null where there are none. Lives as long as the content.
[[nodiscard]] const KeyboardLayout* layout_up(const Content& content, const State& state);

// Whether it is the pad on which a code is entered.
[[nodiscard]] bool code_pad_up(const State& state);

}  // namespace minbar::kiosk
