// The services of the pack in the order in which this kiosk offers them: the most rated here first.
#pragma once

#include <vector>

#include "kiosk/session/seen.h"
#include "sync/domain/content/content.h"

namespace minbar::kiosk {

// All of the pack, once each; those that nobody has rated follow in the pack's order. They live as long as `content`.
[[nodiscard]] std::vector<const Service*> services_in_order(const Content& content, const Kiosk& kiosk);

}  // namespace minbar::kiosk
