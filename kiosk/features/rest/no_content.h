// The kiosk has no content pack it can use, so it has no words but two that are compiled in: they say in each language
// that it is not in service and whom to ask, under a picture for who does not read. Not a screen of the session:
// whatever the state is, this is all that can be shown until a pack arrives.
#pragma once

#include "kiosk/parts/look.h"

namespace minbar::kiosk::rest {

[[nodiscard]] ui::Element no_content(const parts::Look& look);

}  // namespace minbar::kiosk::rest
