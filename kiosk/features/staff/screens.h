// The screens for staff, as what outlives a frame of each and what each hears: who helps, and which kiosk this is.
#pragma once

#include <variant>

#include "kiosk/parts/code_pad.h"
#include "kiosk/session/event.h"
#include "kiosk/session/one_of.h"
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

using Screen = OneOf<AboutKiosk, Badge, Assist>;

using Outcome = kiosk::Outcome<Screen>;

}  // namespace minbar::kiosk::staff

namespace minbar::kiosk {

extern template struct OneOf<staff::AboutKiosk, staff::Badge, staff::Assist>;

}  // namespace minbar::kiosk
