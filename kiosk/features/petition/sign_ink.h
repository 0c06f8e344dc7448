// The fourth step of a signature: the signature itself, drawn with the finger.
#pragma once

#include "kiosk/features/petition/screens.h"
#include "kiosk/parts/look.h"

namespace minbar::kiosk::petition {

[[nodiscard]] Outcome update(SignInk screen, const Seen& seen, const SignInk::Hears& event);
[[nodiscard]] ui::Element view(const SignInk& screen, const parts::Look& look);

// What was drawn, for a view.
[[nodiscard]] ui::Element drawn(const std::vector<InkStroke>& ink);

}  // namespace minbar::kiosk::petition
