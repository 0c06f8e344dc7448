// What the screens of all features have in common without being of one type: fields of the same name. A `page` turns on
// every screen that has one; keys are a `board`, of the screen or of the field that is open on it; and how many steps
// into a session a screen stands tells a movement its direction.
#pragma once

#include <algorithm>
#include <variant>

#include "kiosk/session/board.h"

namespace minbar::kiosk {

namespace depth {
inline constexpr int no_session = 0;
inline constexpr int menu = 1;
inline constexpr int saving = 12;
inline constexpr int last = 13;  // of thanks: after it everything is a step on
}  // namespace depth

// As a page of a screen: its end, however many pages it has.
inline constexpr int last_page = -1;

// The page of a feature's screen; 0 for one that turns none.
template <class Screen>
[[nodiscard]] int page_of(const Screen& screen) {
  return std::visit(
      [](const auto& one) {
        if constexpr (requires { one.page; }) return one.page;
        return 0;
      },
      screen);
}

template <class Screen>
void turn_pages(Screen& screen, int pages) {
  std::visit(
      [&](auto& one) {
        if constexpr (requires { one.page; }) one.page = std::max(0, one.page + pages);
      },
      screen);
}

// The keys that are up; null where there are none. They live as long as the screen.
template <class Screen>
[[nodiscard]] const Board* board_of(const Screen& screen) {
  return std::visit(
      [](const auto& one) -> const Board* {
        if constexpr (requires { one.open.board; }) return &one.open.board;
        if constexpr (requires { one.board; }) return &one.board;
        return nullptr;
      },
      screen);
}

}  // namespace minbar::kiosk
