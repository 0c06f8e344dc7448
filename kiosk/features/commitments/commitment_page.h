// One commitment: what was promised, how far it is, in words, pictures and figures, and what is not published said as
// that. From here it is rated, or a proposal is made on it.
#pragma once

#include "kiosk/features/commitments/screens.h"
#include "kiosk/parts/look.h"

namespace minbar::kiosk::commitments {

[[nodiscard]] Outcome update(CommitmentPage screen, const Seen& seen, const CommitmentPage::Hears& event);
[[nodiscard]] ui::Element view(const CommitmentPage& screen, const parts::Look& look);

}  // namespace minbar::kiosk::commitments
