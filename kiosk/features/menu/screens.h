// The one screen of the menu, as what outlives a frame of it and what it hears.
#pragma once

#include "kiosk/session/event.h"
#include "kiosk/session/one_of.h"
#include "kiosk/session/outcome.h"

namespace minbar::kiosk::menu {

struct Menu {
  using Hears = std::variant<event::OpenProposal, event::OpenRating, event::ChooseService, event::OpenFollow,
                             event::OpenPetitions, event::OpenCommitments, event::OpenAboutKiosk, event::OpenBadge>;
  int page = 0;
};

using Screen = OneOf<Menu>;

using Outcome = kiosk::Outcome<Screen>;

}  // namespace minbar::kiosk::menu

namespace minbar::kiosk {

extern template struct OneOf<menu::Menu>;

}  // namespace minbar::kiosk
