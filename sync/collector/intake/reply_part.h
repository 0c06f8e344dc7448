// What a reply to a kiosk carries besides what was kept, each by whoever knows it: answers, packs, numbers of
// petitions, a place. Given to intake when the collector is wired, so that it knows no feature.
#pragma once

#include <cstdint>
#include <functional>

#include "sync/base/result.h"
#include "sync/db/database.h"
#include "sync/wire/messages.h"

namespace minbar::collector {

// References are valid during the call.
struct Composing {
  db::Database& database;  // one snapshot for all parts of a reply, after what its request brought was kept
  const wire::SyncRequest& request;
  std::int64_t now_ms = 0;  // when the request arrived, UTC, by the collector's clock
};

// Fills fields of its own and only reads. An error is the database's; there is no reply then, and its kiosk comes
// again.
using ReplyPart = std::function<Result<void>(const Composing&, wire::SyncReply&)>;

}  // namespace minbar::collector
