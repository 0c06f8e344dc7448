// Which places of a chain lie among what was set aside: records that the collector has and could not keep in their
// chain. Read from their headers, and believed only where the kiosk's own hand shows. Used when something is lacking.
#pragma once

#include "sync/base/result.h"
#include "sync/collector/intake/sequence_ranges.h"
#include "sync/db/database.h"
#include "sync/domain/ids.h"

namespace minbar::collector {

// Of `lacking` those that were set aside and are whole here, with the body that the header names. A header counts when
// its envelope bore the kiosk's good signature, or when the kiosk signed its hash: in the record after it, or in the
// newest heartbeat. Headers are no secret to whoever has the transport key, who can have anything set aside: bytes
// behind one that are not its record's make no record pass for received. Of bytes that were not kept nothing is known.
[[nodiscard]] Result<Ranges> set_aside_places(db::Database& database, const DeviceId& device, const ChainId& chain,
                                              const Ranges& lacking);

}  // namespace minbar::collector
