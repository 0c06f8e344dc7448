// The kiosk cannot take anything: not enrolled yet, or its memory does not work. Says so kindly, and takes nothing.
#pragma once

#include <cstdint>

#include "kiosk/screens/screen.h"

namespace minbar::kiosk::screen {

struct OutOfOrder {
  enum class Why : std::uint8_t { not_enrolled, broken };
  Why why = Why::not_enrolled;
  int page = 0;
};

[[nodiscard]] Outcome update(OutOfOrder screen, const State& state, const Event& event, const Context& context);
[[nodiscard]] ui::Element view(const OutOfOrder& screen, const State& state, const Context& context, Actions& actions);

}  // namespace minbar::kiosk::screen
