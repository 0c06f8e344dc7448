// The kiosk has just been enrolled, while it waited for that: shows the fingerprint of the collector it trusts now, for
// whoever enrolled it to compare with the page on which the code was made. Stays until somebody says that they are the
// same; then the kiosk opens. No part of a session.
#pragma once

#include "kiosk/features/rest/screens.h"
#include "kiosk/parts/look.h"

namespace minbar::kiosk::rest {

[[nodiscard]] Outcome update(Enrolled screen, const Seen& seen, const Enrolled::Hears& event);
[[nodiscard]] ui::Element view(const Enrolled& screen, const parts::Look& look);

}  // namespace minbar::kiosk::rest
