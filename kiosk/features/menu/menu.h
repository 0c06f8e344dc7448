// What a citizen can do here.
#pragma once

#include "kiosk/features/menu/screens.h"
#include "kiosk/parts/look.h"

namespace minbar::kiosk::menu {

[[nodiscard]] Outcome update(Menu screen, const Seen& seen, const Menu::Hears& event);
[[nodiscard]] ui::Element view(const Menu& screen, const parts::Look& look);

}  // namespace minbar::kiosk::menu
