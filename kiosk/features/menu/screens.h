// The one screen of the menu, as what outlives a frame of it and what it hears.
#pragma once

#include "kiosk/session/event.h"
#include "kiosk/session/one_of.h"
#include "kiosk/session/outcome.h"

namespace minbar::kiosk::menu {

struct Menu {
  using Hears = Joined<DoorEvent, std::variant<event::ChooseService>>::Type;
  int page = 0;
};

using Screen = OneOf<Menu>;

using Outcome = kiosk::Outcome<Screen>;

}  // namespace minbar::kiosk::menu

namespace minbar::kiosk {

extern template struct OneOf<menu::Menu>;

}  // namespace minbar::kiosk
