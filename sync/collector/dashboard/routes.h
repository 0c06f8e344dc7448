// The dashboard's pages, one small .cpp each, as routes. `desk` must outlive the router.
#pragma once

#include "sync/collector/dashboard/desk.h"
#include "sync/collector/http/router.h"

namespace minbar::collector {

void add_sign_in_routes(Router& router, const Desk& desk);
void add_inbox_routes(Router& router, const Desk& desk);
void add_proposal_routes(Router& router, const Desk& desk);
void add_voice_routes(Router& router, const Desk& desk);
void add_satisfaction_routes(Router& router, const Desk& desk);
void add_petitions_routes(Router& router, const Desk& desk);
void add_support_list_routes(Router& router, const Desk& desk);
void add_kiosks_routes(Router& router, const Desk& desk);
void add_kiosk_new_routes(Router& router, const Desk& desk);
void add_kiosk_revoke_routes(Router& router, const Desk& desk);
void add_held_routes(Router& router, const Desk& desk);
void add_follow_routes(Router& router, const Desk& desk);
void add_language_routes(Router& router, const Desk& desk);

}  // namespace minbar::collector
