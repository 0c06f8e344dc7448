// The fourth step of a signature: the signature itself, drawn with the finger.
#pragma once

#include "kiosk/features/petition/screens.h"
#include "kiosk/parts/look.h"

namespace minbar::kiosk::petition {

[[nodiscard]] Outcome update(SignInk screen, const Seen& seen, const SignInk::Hears& event);
[[nodiscard]] ui::Element view(const SignInk& screen, const parts::Look& look);

// The whole pad with its line and what was drawn on it, `height_mm` high.
[[nodiscard]] ui::Element drawn_pad(const SignDraft& draft, float height_mm);

}  // namespace minbar::kiosk::petition
