// From a line of the review: what happens to a name, before one is asked. Leaving it out is the larger choice.
#pragma once

#include "kiosk/features/propose/screens.h"
#include "kiosk/parts/look.h"

namespace minbar::kiosk::propose {

[[nodiscard]] Outcome update(Notice screen, const Seen& seen, const Notice::Hears& event);
[[nodiscard]] ui::Element view(const Notice& screen, const parts::Look& look);

}  // namespace minbar::kiosk::propose
