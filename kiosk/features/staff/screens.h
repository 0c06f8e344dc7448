// The screens for staff, as what outlives a frame of each and what each hears: who helps, and which kiosk this is.
#pragma once

#include <variant>

#include "kiosk/parts/code_pad.h"
#include "kiosk/session/event.h"
#include "kiosk/session/outcome.h"
#include "sync/domain/ids.h"

namespace minbar::kiosk::staff {

struct AboutKiosk {
  using Hears = std::variant<event::Back>;
  int page = 0;
};

struct Badge {
  using Hears = std::variant<event::Back, event::BadgeChecked, code_pad::Pressed>;
  code_pad::Question question = {};
};

struct Assist {
  using Hears = std::variant<event::AcceptHelp, event::DeclineHelp>;
  BadgeId badge;
  int page = 0;
};

using AnyScreen = std::variant<AboutKiosk, Badge, Assist>;

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

}  // namespace minbar::kiosk::staff
