// How a kiosk's machine fares, in words and units, for its card on the page of kiosks.
#pragma once

#include "sync/collector/desk/page.h"
#include "sync/collector/features/fleet/health.h"

namespace minbar::collector {

// Fills disk, database, clock and faults of the card, those that are known.
void add_health(ViewData& view, const Page& page, const KioskHealth& health);

}  // namespace minbar::collector
