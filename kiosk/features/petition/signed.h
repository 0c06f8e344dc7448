// After a signature is durable: the same for everybody, whether or not they signed before. Goes by itself.
#pragma once

#include "kiosk/features/petition/screens.h"
#include "kiosk/parts/look.h"

namespace minbar::kiosk::petition {

[[nodiscard]] ui::Element view(const Signed& screen, const parts::Look& look);

}  // namespace minbar::kiosk::petition
