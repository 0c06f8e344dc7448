// What mattered, and a way to add a sentence; both optional. The rating is kept already: every way out of here saves
// it, once.
#pragma once

#include "kiosk/draft.h"
#include "kiosk/event.h"
#include "ui/element.h"

namespace minbar::kiosk {

struct Context;
struct State;
struct Outcome;
class Actions;

namespace screen {

struct Reasons {
  RatingDraft draft;
  int page = 0;
};

[[nodiscard]] Outcome update(Reasons screen, const State& state, const Event& event, const Context& context);
[[nodiscard]] ui::Element view(const Reasons& screen, const State& state, const Context& context, Actions& actions);

}  // namespace screen
}  // namespace minbar::kiosk
