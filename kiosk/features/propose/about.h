// From a line of the review: two optional questions about whom it comes from. A second touch takes an answer back;
// the way on is open whatever is answered.
#pragma once

#include "kiosk/features/propose/screens.h"
#include "kiosk/parts/look.h"

#include <string_view>

namespace minbar::kiosk::propose {

[[nodiscard]] Outcome update(About screen, const Seen& seen, const About::Hears& event);
[[nodiscard]] ui::Element view(const About& screen, const parts::Look& look);

// The word keys of the answers, here and at the review.
[[nodiscard]] std::string_view key_of(Gender gender);
[[nodiscard]] std::string_view key_of(AgeBand band);

}  // namespace minbar::kiosk::propose
