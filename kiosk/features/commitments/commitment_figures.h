// The pictures of a commitment's page: its milestones along a line, its indicators on a scale of their own. What is not
// published stands as that, in the place where it would be.
#pragma once

#include "kiosk/parts/parts.h"
#include "sync/domain/commitments/commitments.h"

namespace minbar::kiosk::commitments {

[[nodiscard]] ui::Element milestones(const parts::Look& look, const Commitment& commitment);
[[nodiscard]] ui::Element indicators(const parts::Look& look, const Commitment& commitment);

}  // namespace minbar::kiosk::commitments
