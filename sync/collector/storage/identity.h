// The collector's own id, made once with its database and never changed: kiosks pin it, receipt codes are salted with
// it.
#pragma once

#include "sync/base/clock.h"
#include "sync/base/random.h"
#include "sync/base/result.h"
#include "sync/collector/storage/storage.h"
#include "sync/domain/ids.h"

namespace minbar::collector {

[[nodiscard]] Result<CollectorId> load_or_make_identity(Storage& storage, const Clock& clock, Random& random);

}  // namespace minbar::collector
