// A record that came with the receipt of another was set aside (keep.h). When a coordinator leaves the other aside, its
// receipt is free: the first that was set aside for it is taken as if it had come alone, so that nobody can shut a
// citizen's record out by bringing its receipt from elsewhere. Used where a coordinator decides.
#pragma once

#include "sync/base/result.h"
#include "sync/collector/intake/deriver.h"
#include "sync/collector/storage/storage.h"
#include "sync/domain/ids.h"
#include "sync/seal/succeeding_keys.h"

namespace minbar::collector {

// Of all that was left aside of this kiosk, at most limits::held_decided at a time; the next decision continues. What
// was taken meanwhile by a third record stays set aside.
[[nodiscard]] Result<void> free_receipts(Storage& storage, const seal::OpeningKeys& opening, const Derivers& derivers,
                                         const DeviceId& left_aside_of);

}  // namespace minbar::collector
