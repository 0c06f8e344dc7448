// Name and contact, both optional, reached only after consent.
#pragma once

#include "kiosk/features/propose/screens.h"
#include "kiosk/parts/look.h"

namespace minbar::kiosk::propose {

[[nodiscard]] Outcome update(Author screen, const Seen& seen, const Author::Hears& event);
[[nodiscard]] ui::Element view(const Author& screen, const parts::Look& look);

}  // namespace minbar::kiosk::propose
