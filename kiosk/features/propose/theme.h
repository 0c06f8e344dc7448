// The first step of a proposal: what it is about.
#pragma once

#include "kiosk/features/propose/screens.h"
#include "kiosk/parts/look.h"

namespace minbar::kiosk::propose {

// The step after it: the words, or before them the question whether to speak.
[[nodiscard]] Screen after_theme(Draft draft, const ThemeId& theme, const Kiosk& kiosk);

[[nodiscard]] Outcome update(Theme screen, const Seen& seen, const Theme::Hears& event);
[[nodiscard]] ui::Element view(const Theme& screen, const parts::Look& look);

}  // namespace minbar::kiosk::propose
