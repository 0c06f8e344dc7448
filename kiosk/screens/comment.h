// A sentence beside a rating, typed on the screen's own keys. Every way out but "back" saves the rating, once.
#pragma once

#include <string>

#include "kiosk/draft.h"
#include "kiosk/event.h"
#include "ui/element.h"

namespace minbar::kiosk {

struct Context;
struct State;
struct Outcome;
class Actions;

namespace screen {

struct Comment {
  RatingDraft draft;
  std::string layout = {};  // of the keyboard; empty: the language's own
  bool shift = false;
};

[[nodiscard]] Outcome update(Comment screen, const State& state, const Event& event, const Context& context);
[[nodiscard]] ui::Element view(const Comment& screen, const State& state, const Context& context, Actions& actions);

}  // namespace screen
}  // namespace minbar::kiosk
