// A rating as the record that leaves the kiosk: its time a quarter of an hour, its reasons sorted, so that neither
// tells whose it is.
#pragma once

#include "kiosk/features/rate/draft.h"
#include "kiosk/session/door.h"
#include "kiosk/session/effect.h"
#include "kiosk/session/seen.h"

namespace minbar::kiosk::rate {

[[nodiscard]] Save record_of(const Draft& draft, const Seen& seen);

// As it stands, onto the disk, while its citizen goes on.
[[nodiscard]] KeepDraft keep_draft(const Draft& draft, const Seen& seen);

// To the disk, and from there to the thanks.
[[nodiscard]] Leave keep(const Draft& draft, const Seen& seen);

}  // namespace minbar::kiosk::rate
