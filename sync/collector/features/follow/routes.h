// The public page on which a receipt is followed, as routes. Each is given what it needs beside the page's context;
// all of it outlives the router.
#pragma once

#include "sync/collector/accounts/peer_limit.h"
#include "sync/collector/desk/page_context.h"
#include "sync/collector/http/router.h"
#include "sync/collector/storage/storage.h"
#include "sync/domain/ids.h"

namespace minbar::collector {

struct FollowNeeds {
  Storage& storage;
  const CollectorId& collector;
  PeerLimit& limit;  // receipt codes
};
void add_follow_routes(Router& router, const PageContext& context, const FollowNeeds& with);

}  // namespace minbar::collector
