#include "kiosk/core/keys_up.h"

#include "kiosk/parts/typing.h"
#include "kiosk/session/screen.h"

namespace minbar::kiosk {

const KeyboardLayout* layout_up(const Content& content, const State& state) {
  const auto* board = std::visit([](const auto& feature) { return board_of(feature); }, state.session.screen);
  return board == nullptr ? nullptr : &typing::layout_of(content, state.session.choices.language, board->layout);
}

bool code_pad_up(const State& state) {
  return shown<receipt::Follow>(state.session.screen) != nullptr ||
         shown<staff::Badge>(state.session.screen) != nullptr;
}

}  // namespace minbar::kiosk
