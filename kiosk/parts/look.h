// What the views of all features are given: what they may look at, where the meanings of their tap targets go, and what
// the core knows of the screen that is up. Built by the core for each view; the parts take nothing else.
#pragma once

#include "kiosk/session/actions.h"
#include "kiosk/session/context.h"
#include "kiosk/session/seen.h"

namespace minbar::kiosk::parts {

struct Look {
  const Kiosk& kiosk;
  const Choices& choices;
  const Context& context;
  Actions& actions;
  int page = 0;          // of what scrolls
  int seconds_left = 0;  // until the screen goes by itself
};

}  // namespace minbar::kiosk::parts
