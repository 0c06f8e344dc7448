// The kiosks, making and withdrawing one, what is held and what was set aside, as routes. Each is given what it needs
// beside the page's context; all of it outlives the router.
#pragma once

#include <string>

#include "sync/base/random.h"
#include "sync/collector/accounts/peer_limit.h"
#include "sync/collector/desk/page_context.h"
#include "sync/collector/features/fleet/held_decisions.h"
#include "sync/collector/http/router.h"
#include "sync/collector/published/content_names.h"
#include "sync/collector/storage/erased.h"
#include "sync/collector/storage/storage.h"

namespace minbar::collector {

struct KiosksNeeds {
  Storage& storage;
  const Erased& erased;
  const ContentNames& names;
  const std::string& fingerprint;  // of this collector, as kiosks show it
};
void add_kiosks_routes(Router& router, const PageContext& context, const KiosksNeeds& with);

struct KioskNewNeeds {
  Storage& storage;
  const ContentNames& names;
  Random& random;
  PeerLimit& limit;                      // enrolment codes made
  const std::string& fingerprint;        // of this collector, as kiosks show it
  const std::string& older_fingerprint;  // as kiosks show it that know no root key; empty: it is the same
  const std::string& public_url;         // where browsers reach this collector, no slash at the end; may be empty
};
void add_kiosk_new_routes(Router& router, const PageContext& context, const KioskNewNeeds& with);
// Another code of a kiosk that is there.
void add_kiosk_code_routes(Router& router, const PageContext& context, const KioskNewNeeds& with);

struct KioskRevokeNeeds {
  Storage& storage;
  const ContentNames& names;
};
void add_kiosk_revoke_routes(Router& router, const PageContext& context, const KioskRevokeNeeds& with);

using HeldNeeds = DecidesWith;
void add_held_routes(Router& router, const PageContext& context, const HeldNeeds& with);

struct SetAsideNeeds {
  Storage& storage;
  const ContentNames& names;
};
void add_set_aside_routes(Router& router, const PageContext& context, const SetAsideNeeds& with);

}  // namespace minbar::collector
