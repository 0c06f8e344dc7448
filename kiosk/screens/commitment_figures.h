// The pictures of a commitment's page: its milestones along a line, its indicators on a scale of their own. What is not
// published stands as that, in the place where it would be.
#pragma once

#include "kiosk/screens/parts.h"
#include "sync/domain/commitments.h"

namespace minbar::kiosk::parts {

[[nodiscard]] ui::Element milestones(const Look& look, const Commitment& commitment);
[[nodiscard]] ui::Element indicators(const Look& look, const Commitment& commitment);

}  // namespace minbar::kiosk::parts
