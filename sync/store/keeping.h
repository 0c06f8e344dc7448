// Inside sync/store: sealed bytes that stay here after the collector has acknowledged them, and the three reasons for
// which they go: they are in a backup of the collector, it never makes one and long has them, or the disk is short.
// What waits never goes. Whatever goes, goes in portions, so that a citizen's record is never kept waiting for long.
#pragma once

#include <cstdint>

#include "sync/base/result.h"
#include "sync/db/database.h"
#include "sync/store/folder.h"

namespace minbar::store {

// How many of them, or a change of that.
struct Kept {
  std::int64_t records = 0;
  std::int64_t blobs = 0;
  std::int64_t bytes = 0;
  [[nodiscard]] bool none() const { return records == 0 && blobs == 0; }
};

// Within a transaction.
[[nodiscard]] Result<void> count_kept(db::Database& database, const Kept& change);
// Up to where this kiosk's chain is in a backup of its collector; 0: nowhere known. A mark that another program wrote
// into the shared file counts only where it fits the chain.
[[nodiscard]] Result<std::int64_t> safe_up_to(db::Database& database);

// The following open transactions of their own, and return what went.

// Records up to safe_up_to; a bounded number, the rest at the next call.
[[nodiscard]] Result<Kept> drop_safe(Folder& folder);
// What was acknowledged `days` days of talk ago (marks.h) to a collector that has never called anything safe; bounded.
[[nodiscard]] Result<Kept> drop_aged(Folder& folder, std::int64_t days);
// What went long ago shrinks to what its citizen's code needs (room/settling.h): up to safe_up_to, or anything at a
// collector that has never called anything safe, once it was acknowledged `days` days of talk ago; bounded. How many.
[[nodiscard]] Result<std::int64_t> settle_old(Folder& folder, std::int64_t days);
// The file gets smaller with what went, some pages stay for the next records, and the reserve (room/reserve.h) is made
// again. Where the disk has no room for the reserve no page stays, and acknowledged bytes go, oldest first, until it
// has; bounded, and none where all of them are not enough. Says whether the file is smaller after the next checkpoint.
[[nodiscard]] Result<bool> make_smaller(Folder& folder);
// At least so many bytes for what a citizen says or a reply brings: a content pack that has not come whole goes first,
// then acknowledged bytes, oldest first. False: there was nothing to give.
[[nodiscard]] Result<bool> make_room(Folder& folder, std::int64_t bytes);

}  // namespace minbar::store
