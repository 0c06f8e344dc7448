// Which service is rated: the ones the content pack names.
#pragma once

#include "kiosk/features/rate/screens.h"
#include "kiosk/parts/look.h"

namespace minbar::kiosk::rate {

[[nodiscard]] Outcome update(Services screen, const Seen& seen, const Services::Hears& event);
[[nodiscard]] ui::Element view(const Services& screen, const parts::Look& look);

}  // namespace minbar::kiosk::rate
