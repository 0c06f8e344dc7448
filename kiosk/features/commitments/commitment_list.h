// The commitments of one council, about one subject or of one progress, as cards.
#pragma once

#include "kiosk/features/commitments/screens.h"
#include "kiosk/parts/look.h"

namespace minbar::kiosk::commitments {

[[nodiscard]] Outcome update(CommitmentList screen, const Seen& seen, const CommitmentList::Hears& event);
[[nodiscard]] ui::Element view(const CommitmentList& screen, const parts::Look& look);

}  // namespace minbar::kiosk::commitments
