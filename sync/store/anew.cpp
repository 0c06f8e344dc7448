#include "sync/store/anew.h"

#include <algorithm>

#include "sync/base/limits.h"
#include "sync/store/counters.h"
#include "sync/store/kept.h"

namespace minbar::store {

namespace {

// Further than any chain goes.
constexpr std::int64_t out_of_the_way = std::int64_t{1} << 60;

// The present chain's rows below 0, behind those of chains before it. Each step moves rows to where none are.
Result<void> move_below(db::Database& database, std::int64_t last) {
  TRY(database.execute("PRAGMA defer_foreign_keys = ON"));
  for (const auto* steps : {"UPDATE outbox SET sequence = sequence - $1 WHERE sequence < 0 AND $2 = $2",
                            "UPDATE blob SET sequence = sequence - $1 WHERE sequence < 0 AND $2 = $2",
                            "UPDATE outbox SET sequence = sequence - $2 - 1 WHERE sequence > 0 AND $1 = $1",
                            "UPDATE blob SET sequence = sequence - $2 - 1 WHERE sequence > 0 AND $1 = $1",
                            "UPDATE outbox SET sequence = sequence + $1 - $2 WHERE sequence < -$1 / 2",
                            "UPDATE blob SET sequence = sequence + $1 - $2 WHERE sequence < -$1 / 2"})
    TRY(database.execute(steps, {out_of_the_way, last}));
  return {};
}

// Rows below 0 that are kept, acknowledged before `day`; at most so many.
Result<std::int64_t> wait_below(db::Database& database, std::int64_t day, std::int64_t most) {
  return database.execute(
      "UPDATE outbox SET state = 0, reason = 'none', acknowledged_on = NULL WHERE sequence IN "
      "(SELECT sequence FROM outbox INDEXED BY outbox_kept WHERE " MINBAR_KEPT_RECORD
      " AND sequence < 0 AND coalesce(acknowledged_on, 0) < $1 ORDER BY sequence LIMIT $2)",
      {day, most});
}

// Recordings with them, from their beginning.
Result<void> recordings_wait_below(db::Database& database) {
  TRY(database.execute("UPDATE blob SET state = 0, wanted = 1, have = 0, done_on = NULL WHERE " MINBAR_KEPT_BLOB
                       " AND sequence < 0"));
  return {};
}

// What was counted one by one, counted anew. Of what was delivered only rows that are here still: others have shrunk
// (room/settling.h), and stay counted.
Result<void> uncount(db::Database& database) {
  TRY(database.execute(
      "UPDATE kiosk SET delivered = max(0, delivered - (SELECT count(*) FROM outbox WHERE state = 1)), set_aside = "
      "max(0, set_aside - (SELECT count(*) FROM outbox WHERE state = 2)) WHERE one = 1"));
  return {};
}

Result<void> count_all(db::Database& database) {
  TRY(
      database.execute("UPDATE kiosk SET waiting = (SELECT count(*) FROM outbox WHERE state = 0), "
                       "delivered = delivered + (SELECT count(*) FROM outbox WHERE state = 1), "
                       "set_aside = set_aside + (SELECT count(*) FROM outbox WHERE state = 2) WHERE one = 1"));
  TRY(
      database.execute("UPDATE blobs_waiting SET waiting = (SELECT count(*) FROM blob WHERE state = 0) WHERE one = "
                       "1"));
  return recount(database);
}

// What was said and noted of places of the chain of before means nothing for the new one.
Result<void> forget_marks(db::Database& database) {
  TRY(
      database.execute("UPDATE keeping SET dropped_to = 0, settled_to = 0, settled_places = 0, lost = 0, former = "
                       "(SELECT count(*) FROM outbox WHERE sequence < 0), chain = NULL, "
                       "sequence = 0, header = NULL, heard_ms = NULL, "
                       "refused = NULL, blobs_asked_to = 0, blobs_asked_ms = NULL WHERE one = 1"));
  TRY(database.execute("DELETE FROM gone"));
  TRY(database.execute("DELETE FROM asked"));
  TRY(database.execute("UPDATE exchange SET cursor = '' WHERE one = 1"));
  return {};
}

}  // namespace

Result<Anew> anew_state(Folder& folder) {
  const auto row = TRY(folder.database().query_one("SELECT state FROM anew WHERE one = 1"));
  return row ? static_cast<Anew>(row->integer(0)) : Anew::no;
}

Result<void> begin_chain(Folder& folder, const ChainId& chain, const seal::RecordPublicKey& key) {
  auto& database = folder.database();
  return database.transaction([&]() -> Result<void> {
    const auto row = TRY(
        database.query_one("SELECT chain_id, (SELECT coalesce(max(sequence), 0) FROM outbox) FROM kiosk WHERE one = "
                           "1"));
    if (!row) return missing_row();
    const auto former = row->id<ChainId>(0);
    TRY(database.execute("UPDATE kiosk SET record_key = $1 WHERE one = 1 AND record_key IS NOT $1", {key}));
    if (former == chain) return {};
    TRY(uncount(database));
    TRY(move_below(database, std::max<std::int64_t>(0, row->integer(1))));
    TRY(wait_below(database, INT64_MAX, INT64_MAX));
    TRY(recordings_wait_below(database));
    TRY(forget_marks(database));
    TRY(count_all(database));
    TRY(
        database.execute("UPDATE kiosk SET chain_id = $1, head_sequence = 0, head_hash = zeroblob(32), "
                         "heartbeat = NULL, heartbeat_taken = heartbeat_number WHERE one = 1",
                         {chain}));
    TRY(
        database.execute("INSERT INTO anew (one, state, former_chain) VALUES (1, 1, $1) ON CONFLICT (one) DO UPDATE "
                         "SET taken_key = NULL, state = 1, former_chain = $1",
                         {former}));
    return {};
  });
}

Result<bool> is_key_taken(Folder& folder, const seal::RecordPublicKey& key) {
  return TRY(folder.database().query_one("SELECT 1 FROM anew WHERE one = 1 AND taken_key = $1", {key})).has_value();
}

Result<void> note_taken_key(Folder& folder, const seal::RecordPublicKey& key) {
  TRY(
      folder.database().execute("INSERT INTO anew (one, taken_key) VALUES (1, $1) ON CONFLICT (one) DO UPDATE SET "
                                "taken_key = $1",
                                {key}));
  folder.ring_other();
  return {};
}

Result<void> note_anew(Folder& folder, Anew state) {
  TRY(folder.database().execute("UPDATE anew SET state = $1, taken_key = NULL WHERE one = 1",
                                {static_cast<std::int64_t>(state)}));
  return {};
}

Result<std::size_t> ask_of_former(db::Database& database, std::int64_t talk) {
  if (!TRY(database.query_one("SELECT 1 FROM anew, keeping WHERE anew.one = 1 AND former_chain IS NOT NULL AND "
                              "keeping.one = 1 AND heard_safe = 1 AND EXISTS (SELECT 1 FROM outbox "
                              "WHERE " MINBAR_KEPT_RECORD " AND sequence < 0 AND coalesce(acknowledged_on, 0) < $1)",
                              {talk})))
    return 0;
  TRY(uncount(database));
  const auto asked = TRY(wait_below(database, talk, limits::asked_at_once));
  TRY(count_all(database));
  return static_cast<std::size_t>(asked);
}

Result<void> former_waits_again(db::Database& database) {
  TRY(uncount(database));
  TRY(wait_below(database, INT64_MAX, INT64_MAX));
  TRY(recordings_wait_below(database));
  return count_all(database);
}

}  // namespace minbar::store
