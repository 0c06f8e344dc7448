#include "sync/store/room/settling.h"

#include "sync/base/limits.h"

namespace minbar::store {

namespace {

// The words of the index outbox_dropped; rows below 0, of a former chain (anew.h), stand first.
#define MINBAR_DROPPED_RECORD "o.state IN (1, 2) AND o.envelope IS NULL"
// Its recording is not whole at the centre, or still here.
#define MINBAR_RECORDING_STAYS \
  "EXISTS (SELECT 1 FROM blob b WHERE b.sequence = o.sequence AND (b.state <> 1 OR b.bytes IS NOT NULL))"
#define MINBAR_MAY_SETTLE MINBAR_DROPPED_RECORD " AND NOT " MINBAR_RECORDING_STAYS

// Within a transaction. What was acknowledged out of order goes with its neighbours.
Result<std::int64_t> settle_some(db::Database& database, const Settling& which) {
  std::int64_t count = 0, set_aside = 0, former = 0, last = 0;
  for (const auto& row :
       TRY(database.query("SELECT o.sequence, coalesce(o.acknowledged_on, 0), o.state = 2 FROM outbox o "
                          "WHERE " MINBAR_MAY_SETTLE " AND o.sequence < $1 ORDER BY o.sequence LIMIT $2",
                          {which.below, limits::settled_at_once}))) {
    if (row.integer(1) > which.acknowledged_on) break;
    last = row.integer(0);
    set_aside += row.integer(2);
    former += last < 0 ? 1 : 0;
    ++count;
  }
  if (count == 0) return 0;
  TRY(
      database.execute("INSERT INTO settled (lookup_id, state, stored_ms) SELECT o.lookup_id, o.state, o.stored_ms "
                       "FROM outbox o WHERE " MINBAR_MAY_SETTLE
                       " AND o.sequence <= $1 AND o.lookup_id IS NOT NULL ON CONFLICT (lookup_id) DO NOTHING",
                       {last}));
  TRY(database.execute("DELETE FROM blob WHERE sequence IN (SELECT o.sequence FROM outbox o WHERE " MINBAR_MAY_SETTLE
                       " AND o.sequence <= $1)",
                       {last}));
  TRY(database.execute("DELETE FROM outbox AS o WHERE " MINBAR_MAY_SETTLE " AND o.sequence <= $1", {last}));
  // of a place without a row nothing else tells that it is not lost
  TRY(
      database.execute("UPDATE keeping SET settled_to = max(settled_to, $1), "
                       "settled_places = min(max(0, settled_places), 1000000000) + $2 + $3 - $4, "
                       "settled_delivered = min(max(0, settled_delivered), 1000000000) + $2, "
                       "settled_set_aside = min(max(0, settled_set_aside), 1000000000) + $3, "
                       "former = max(0, min(former, 1000000000) - $4) WHERE one = 1",
                       {last, count - set_aside, set_aside, former}));
  return count;
}

}  // namespace

Result<std::int64_t> settle(db::Database& database, const Settling& which, const Clock& clock) {
  const auto began_ms = clock.monotonic_ms();
  std::int64_t sum = 0;
  for (int i = 0; i < limits::settled_portions && clock.monotonic_ms() - began_ms < limits::shrinking_ms; ++i) {
    // most often nothing is old enough: no lock is taken to learn it
    const auto oldest =
        TRY(database.query_one("SELECT coalesce(o.acknowledged_on, 0) <= $2 FROM outbox o WHERE " MINBAR_MAY_SETTLE
                               " AND o.sequence < $1 ORDER BY o.sequence LIMIT 1",
                               {which.below, which.acknowledged_on}));
    if (!oldest || oldest->integer(0) == 0) break;
    sum += TRY(database.transaction([&] { return settle_some(database, which); }));
  }
  return sum;
}

}  // namespace minbar::store
