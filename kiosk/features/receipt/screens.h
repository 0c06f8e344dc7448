// The screens between "send" and the answer, as what outlives a frame of each and what each hears: the record is kept,
// its code is shown, and a code leads to what became of it.
#pragma once

#include <optional>
#include <variant>

#include "kiosk/parts/code_pad.h"
#include "kiosk/session/door.h"
#include "kiosk/session/effect.h"
#include "kiosk/session/event.h"
#include "kiosk/session/one_of.h"
#include "kiosk/session/outcome.h"
#include "sync/base/result.h"
#include "sync/domain/records/receipt_code.h"
#include "sync/domain/records/trail.h"

namespace minbar::kiosk::receipt {

struct Saving {
  using Hears = std::variant<event::Saved, event::NotSaved, event::Send>;
  Save save;
  door::OnceKept then;
  std::optional<Errc> failed = {};  // why the last try failed; nothing while a try runs
  int page = 0;
};

struct Receipt {
  ReceiptCode code;
  bool petition = false;  // of a petition that was started, else of a proposal
  int page = 0;
};

struct Follow {
  using Hears = std::variant<event::Back, event::Found, code_pad::Pressed>;
  code_pad::Question question = {};
};

struct Became {
  using Hears = std::variant<event::Back, event::OpenFollow>;
  Trail trail;
  int page = 0;
};

using Screen = OneOf<Saving, Receipt, Follow, Became>;

using Outcome = kiosk::Outcome<Screen>;

}  // namespace minbar::kiosk::receipt

namespace minbar::kiosk {

extern template struct OneOf<receipt::Saving, receipt::Receipt, receipt::Follow, receipt::Became>;

}  // namespace minbar::kiosk
