// The two addresses that kiosks' agents talk to (PROTOCOL.md, section 8): frames in, frames or refusals out, as HTTP.
#pragma once

#include "sync/collector/features/fleet/enrol_service.h"
#include "sync/collector/http/router.h"
#include "sync/collector/intake/sync_service.h"

namespace minbar::collector {

// The services must outlive the router.
void add_kiosk_endpoints(Router& router, const SyncService& sync, EnrolService& enrol);

}  // namespace minbar::collector
