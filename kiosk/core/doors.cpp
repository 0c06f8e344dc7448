#include "kiosk/core/doors.h"

#include <utility>

#include "kiosk/core/ending.h"

namespace minbar::kiosk {

namespace {

// The same session, on a screen of another feature.
Step onto(State state, Screen screen, Effects effects = {}) {
  state.session.screen = std::move(screen);
  return {std::move(state), std::move(effects)};
}

// Opens each door for the one state.
class Doors {
 public:
  Doors(State state, const Context& context) : state_(std::move(state)), context_(context) {}

  Step operator()(const door::Rest&) { return {at_rest(std::move(state_.kiosk)), {}}; }
  Step operator()(const door::Compared&) {
    if (state_.kiosk.station) state_.kiosk.station->compared = true;
    return {at_rest(std::move(state_.kiosk)), {}};
  }
  Step operator()(door::Begin& door) {
    state_.session.choices = std::move(door.choices);
    return to(menu::enter(door::Menu{}));
  }
  Step operator()(door::Helped& door) {
    state_.session.choices.assisted_by = std::move(door.by);
    return to(menu::enter(door::Menu{}));
  }
  Step operator()(const door::Menu& door) { return to(menu::enter(door)); }
  Step operator()(const door::Propose& door) {
    return to(propose::enter(door, {state_.kiosk, state_.session.choices, context_}));
  }
  Step operator()(const door::Rate& door) { return to(rate::enter(door)); }
  Step operator()(const door::RateService& door) { return to(rate::enter(door)); }
  Step operator()(const door::RateCommitment& door) { return to(rate::enter(door)); }
  Step operator()(const door::Petitions& door) { return to(petition::enter(door)); }
  Step operator()(const door::Commitments& door) { return to(commitments::enter(door)); }
  Step operator()(const door::Commitment& door) { return to(commitments::enter(door)); }
  Step operator()(const door::Follow& door) { return to(receipt::enter(door)); }
  Step operator()(const door::AboutKiosk& door) { return to(staff::enter(door)); }
  Step operator()(const door::Badge& door) { return to(staff::enter(door)); }
  Step operator()(const door::Receipt& door) { return to(receipt::enter(door)); }
  Step operator()(const door::Thanks& door) { return to(rate::enter(door)); }
  Step operator()(const door::Signed& door) { return to(petition::enter(door)); }
  Step operator()(door::Keep& door) {
    auto screen = receipt::enter(door);
    return onto(std::move(state_), std::move(screen), {std::move(door.save)});
  }

 private:
  Step to(Screen screen) { return onto(std::move(state_), std::move(screen)); }

  State state_;
  const Context& context_;
};

}  // namespace

Step through(Leave leave, State state, const Context& context) {
  return std::visit(Doors(std::move(state), context), leave.door);
}

}  // namespace minbar::kiosk
