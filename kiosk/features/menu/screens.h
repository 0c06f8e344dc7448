// The one screen of the menu, as what outlives a frame of it and what it hears.
#pragma once

#include <variant>

#include "kiosk/session/event.h"
#include "kiosk/session/outcome.h"

namespace minbar::kiosk::menu {

struct Menu {
  using Hears = DoorEvent;
  int page = 0;
};

using AnyScreen = std::variant<Menu>;

// Copied, moved and destroyed in screens.cpp: each file would else make its own code for all of them.
struct Screen : AnyScreen {
  using AnyScreen::AnyScreen;
  Screen();
  Screen(const Screen& other);
  Screen(Screen&& other) noexcept;
  Screen& operator=(const Screen& other);
  Screen& operator=(Screen&& other) noexcept;
  ~Screen();
};

using Outcome = kiosk::Outcome<Screen>;

}  // namespace minbar::kiosk::menu
