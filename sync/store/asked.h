// Inside sync/store: which requests a reply may still come to, and what each offered. Rows of the shared file, so that
// whichever process holds the reply can apply it. The agent's side only.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sync/base/result.h"
#include "sync/db/database.h"
#include "sync/domain/ids.h"
#include "sync/wire/messages.h"

namespace minbar::store {

struct Asked {
  std::int64_t number = 0;
  std::int64_t heartbeat = 0;   // number of the one that went with it; 0: none did
  std::vector<BlobId> blobs{};  // of which pieces went
};

// The oldest beyond limits::requests_awaited are forgotten; this one is the highest, whatever stands there. Within a
// transaction.
[[nodiscard]] Result<void> write_asked(db::Database& database, const wire::SyncRequest& request,
                                       std::int64_t heartbeat);
// Nothing: never made here, forgotten, or a reply to it or to a later one was applied.
[[nodiscard]] Result<std::optional<Asked>> asked_in(db::Database& database, const wire::RequestId& request);
// A reply to it was applied. Within a transaction.
[[nodiscard]] Result<void> close_asked(db::Database& database, const Asked& asked);
// No reply to it can come any more.
[[nodiscard]] Result<void> forget_asked(db::Database& database, const wire::RequestId& request);

}  // namespace minbar::store
