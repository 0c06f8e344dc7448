// The kiosk has no content pack it can use, so it has no word in any language: a picture says that it is out of order.
// Not a screen of the session: whatever the state is, this is all that can be shown until a pack arrives.
#pragma once

#include "kiosk/parts/look.h"

namespace minbar::kiosk::rest {

[[nodiscard]] ui::Element no_content(const parts::Look& look);

}  // namespace minbar::kiosk::rest
