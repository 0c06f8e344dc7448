// The last step of a signature: all that will leave the kiosk, the consent with the number of the authorisation, and
// "sign".
#pragma once

#include "kiosk/features/petition/screens.h"
#include "kiosk/parts/look.h"

namespace minbar::kiosk::petition {

[[nodiscard]] Outcome update(SignReview screen, const Seen& seen, const SignReview::Hears& event);
[[nodiscard]] ui::Element view(const SignReview& screen, const parts::Look& look);

}  // namespace minbar::kiosk::petition
