// What became of the proposal of a receipt: the state in large words, the way it came, the answer in its own direction,
// earlier answers, and how old this kiosk's knowledge is.
#pragma once

#include "kiosk/features/receipt/screens.h"
#include "kiosk/parts/look.h"

namespace minbar::kiosk::receipt {

[[nodiscard]] Outcome update(Became screen, const Seen& seen, const Became::Hears& event);
[[nodiscard]] ui::Element view(const Became& screen, const parts::Look& look);

}  // namespace minbar::kiosk::receipt
