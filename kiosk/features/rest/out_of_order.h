// The kiosk cannot take anything: not enrolled yet, its memory does not work, or has no room left, or its centre takes
// nothing of it. Says so kindly to passers-by, to staff what to do, and takes nothing.
#pragma once

#include "kiosk/features/rest/screens.h"
#include "kiosk/parts/look.h"

namespace minbar::kiosk::rest {

[[nodiscard]] ui::Element view(const OutOfOrder& screen, const parts::Look& look);

}  // namespace minbar::kiosk::rest
