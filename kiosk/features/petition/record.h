// A signature, and the start of a petition, as the records that leave the kiosk.
#pragma once

#include "kiosk/features/petition/sign_draft.h"
#include "kiosk/features/petition/start_draft.h"
#include "kiosk/session/effect.h"
#include "kiosk/session/seen.h"

namespace minbar::kiosk::petition {

[[nodiscard]] Save record_of(const SignDraft& draft, const Seen& seen);
[[nodiscard]] Save record_of(const StartDraft& draft, const Seen& seen);

}  // namespace minbar::kiosk::petition
