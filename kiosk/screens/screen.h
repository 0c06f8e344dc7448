// What the header of every screen begins with: the names its update() and view() take and give, and the elements a view
// is made of. Each screen is a struct of what outlives a frame, and these two functions beside it.
#pragma once

#include "kiosk/event.h"
#include "ui/element.h"

namespace minbar::kiosk {

struct Context;
struct State;
struct Outcome;
class Actions;

}  // namespace minbar::kiosk
