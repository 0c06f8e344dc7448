// One kiosk from its start to its end: opens memory, pack, window and sound, joins them, and runs until it is told to
// stop or its script has been played.
#pragma once

#include "kiosk/world/config.h"
#include "sync/base/result.h"

namespace minbar::kiosk {

// What can be said of it before anything is opened. Error: bad_input.
[[nodiscard]] Result<void> check_config(const Config& config);

// The exit status. A kiosk without a memory or a pack shows that it is out of order and goes on. Errors: bad_input (of
// the configuration or the script, naming the line), io (no display, no fonts).
[[nodiscard]] Result<int> run_kiosk(const Config& config);

}  // namespace minbar::kiosk
