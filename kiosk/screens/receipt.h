// Reached only after the record is durable: the code to keep and its QR. Forgets itself.
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

struct Receipt {
  ReceiptCode code;
  int page = 0;
};

[[nodiscard]] Outcome update(Receipt screen, const State& state, const Event& event, const Context& context);
[[nodiscard]] ui::Element view(const Receipt& screen, const State& state, const Context& context, Actions& actions);

}  // namespace screen
}  // namespace minbar::kiosk
