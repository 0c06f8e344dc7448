// The on-screen keys of a writing screen, as part of its state: which layout is up and what holds. Goes with its
// screen.
#pragma once

#include <string>

#include "kiosk/session/event.h"

namespace minbar::kiosk {

struct Board {
  std::string layout = {};  // chosen on the keys; empty: the language's own
  bool shift = false;       // holds for one letter
  std::string open = {};    // the name of the key whose variants are open; empty: none
  bool operator==(const Board&) const = default;
};

// Which of several fields is written in, and the keys it is written with.
struct OpenField {
  Field field;
  Board board = {};
};

}  // namespace minbar::kiosk
