// The kiosk cannot take anything: not enrolled yet, its memory does not work, or has no room left. Says so kindly to
// passers-by, to staff what to do, and takes nothing.
#pragma once

#include <cstdint>

#include "kiosk/screens/screen.h"

namespace minbar::kiosk::screen {

struct OutOfOrder {
  enum class Why : std::uint8_t { not_enrolled, broken, full };
  Why why = Why::not_enrolled;
  int page = 0;
};

[[nodiscard]] Outcome update(OutOfOrder screen, const State& state, const Event& event, const Context& context);
[[nodiscard]] ui::Element view(const OutOfOrder& screen, const State& state, const Context& context, Actions& actions);

}  // namespace minbar::kiosk::screen
