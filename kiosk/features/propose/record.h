// A proposal as the record that leaves the kiosk: what was written with nothing in it falls away, and a name that
// nobody agreed to give.
#pragma once

#include "kiosk/features/propose/draft.h"
#include "kiosk/session/effect.h"
#include "kiosk/session/seen.h"

namespace minbar::kiosk::propose {

[[nodiscard]] Save record_of(const Draft& draft, const Seen& seen);

}  // namespace minbar::kiosk::propose
