// What a screen hears of all that can happen: its `Hears`, a variant of the events, or groups of events, that mean
// something there. It visits them all, so that one more does not compile until the screen has thought of it; what is
// not among them never reaches it and leaves it as it is.
#pragma once

#include <optional>
#include <type_traits>
#include <utility>
#include <variant>

#include "kiosk/session/event.h"
#include "kiosk/session/outcome.h"
#include "kiosk/session/seen.h"

namespace minbar::kiosk {

template <class Kind>
inline constexpr bool is_group = false;
template <class... Kind>
inline constexpr bool is_group<std::variant<Kind...>> = true;

// The event as one of those; nothing: it is none of them.
template <class Hears>
[[nodiscard]] std::optional<Hears> heard(const Event& event) {
  std::optional<Hears> out;
  const auto listen = [&]<class Kind>(std::type_identity<Kind>) {
    if constexpr (is_group<Kind>) {
      if (auto of_group = heard<Kind>(event)) out.emplace(*std::move(of_group));
    } else if (const auto* one = std::get_if<Kind>(&event)) {
      out.emplace(*one);
    }
  };
  const auto listen_for_all = [&]<class... Kind>(std::type_identity<std::variant<Kind...>>) {
    (listen(std::type_identity<Kind>{}), ...);
  };
  listen_for_all(std::type_identity<Hears>{});
  return out;
}

// How the one of a feature's screens that is up answers: by the `update` beside it, when it hears anything.
template <class Screen>
[[nodiscard]] Outcome<Screen> answered(Screen screen, const Seen& seen, const Event& event) {
  return std::visit(
      [&](auto& one) -> Outcome<Screen> {
        if constexpr (requires { typename std::remove_reference_t<decltype(one)>::Hears; }) {
          using Hears = typename std::remove_reference_t<decltype(one)>::Hears;
          if (const auto said = heard<Hears>(event)) return update(std::move(one), seen, *said);
        }
        return {std::move(one)};
      },
      screen);
}

}  // namespace minbar::kiosk
