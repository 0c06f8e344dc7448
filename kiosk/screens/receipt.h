// Reached only after the record is durable: the code to keep and its QR. Forgets itself.
#pragma once

#include "kiosk/screens/screen.h"
#include "sync/domain/receipt_code.h"

namespace minbar::kiosk::screen {

struct Receipt {
  ReceiptCode code;
  bool petition = false;  // of a petition that was started, else of a proposal
  int page = 0;
};

[[nodiscard]] Outcome update(Receipt screen, const State& state, const Event& event, const Context& context);
[[nodiscard]] ui::Element view(const Receipt& screen, const State& state, const Context& context, Actions& actions);

}  // namespace minbar::kiosk::screen
