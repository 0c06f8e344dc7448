// Inside sync/store: which records and recordings are kept after the collector has acknowledged them, as SQL sees it,
// and how many they are, counted from the rows themselves.
#pragma once

#include "sync/base/result.h"
#include "sync/db/database.h"

namespace minbar::store {

// Of a row of outbox and of a row of blob; the words of the indexes outbox_kept and blob_kept.
#define MINBAR_KEPT_RECORD "state IN (1, 2) AND envelope IS NOT NULL"
#define MINBAR_KEPT_BLOB "state = 1 AND bytes IS NOT NULL"

// Within a transaction: what table keeping has of them, and up to where bytes have gone.
[[nodiscard]] inline Result<void> recount(db::Database& database) {
  TRY(database.execute("UPDATE keeping SET records = (SELECT count(*) FROM outbox WHERE " MINBAR_KEPT_RECORD
                       "), blobs = (SELECT count(*) FROM blob WHERE " MINBAR_KEPT_BLOB
                       "), bytes = (SELECT coalesce(sum(length(envelope)), 0) FROM outbox WHERE " MINBAR_KEPT_RECORD
                       ") + (SELECT coalesce(sum(length(bytes)), 0) FROM blob WHERE " MINBAR_KEPT_BLOB
                       "), dropped_to = max(dropped_to, (SELECT coalesce(max(sequence), 0) FROM outbox "
                       "WHERE state IN (1, 2) AND envelope IS NULL)) WHERE one = 1"));
  return {};
}

}  // namespace minbar::store
