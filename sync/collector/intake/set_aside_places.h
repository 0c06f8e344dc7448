// Which places of a chain lie among what was set aside: records that the collector has and could not keep in their
// chain. Read from their headers, and believed only where the kiosk's own hand shows. Used when something is lacking.
#pragma once

#include "sync/base/result.h"
#include "sync/collector/intake/sequence_ranges.h"
#include "sync/db/database.h"
#include "sync/domain/ids.h"

namespace minbar::collector {

// Of `lacking` those that were set aside. A header counts when its envelope bore the kiosk's good signature, or when
// the kiosk signed its hash: in the record after it, or in the newest heartbeat. Whoever has the transport key alone
// can have anything set aside, and makes no record pass for received by it. Of bytes that were not kept nothing is
// known.
[[nodiscard]] Result<Ranges> set_aside_places(db::Database& database, const DeviceId& device, const ChainId& chain,
                                              const Ranges& lacking);

}  // namespace minbar::collector
