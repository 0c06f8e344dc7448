// The screens of all features as one type: one of them is up at any moment. What differs from feature to feature is
// asked of the feature; another feature is a line here and in the visitors of core/.
#pragma once

#include <cstddef>
#include <type_traits>
#include <variant>

#include "kiosk/features/commitments/feature.h"
#include "kiosk/features/menu/feature.h"
#include "kiosk/features/petition/feature.h"
#include "kiosk/features/propose/feature.h"
#include "kiosk/features/rate/feature.h"
#include "kiosk/features/receipt/feature.h"
#include "kiosk/features/rest/feature.h"
#include "kiosk/features/staff/feature.h"

namespace minbar::kiosk {

using Screen = std::variant<rest::Screen, menu::Screen, propose::Screen, rate::Screen, petition::Screen,
                            commitments::Screen, receipt::Screen, staff::Screen>;

// Which screen it is: its feature, and which of the feature's.
struct ScreenKind {
  std::size_t feature;
  std::size_t screen;
  auto operator<=>(const ScreenKind&) const = default;
};
[[nodiscard]] inline ScreenKind kind_of(const Screen& screen) {
  return {screen.index(), std::visit([](const auto& feature) { return feature.index(); }, screen)};
}

// The screen that is up, if it is that one: shown<propose::Write>(screen). Else null. Lives as long as the screen.
template <class One>
[[nodiscard]] const One* shown(const Screen& screen) {
  const auto among = []<class... S>(const std::variant<S...>& screens) -> const One* {
    if constexpr ((std::is_same_v<One, S> || ...)) return std::get_if<One>(&screens);
    return nullptr;
  };
  return std::visit([&](const auto& feature) { return among(feature); }, screen);
}

}  // namespace minbar::kiosk
