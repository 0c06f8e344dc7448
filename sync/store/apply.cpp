// What the collector's verified word changes here.
#include "sync/base/log.h"
#include "sync/store/arriving.h"
#include "sync/store/asked.h"
#include "sync/store/carrier.h"
#include "sync/store/pieces.h"
#include "sync/store/standing.h"

namespace minbar::store {

namespace {

Result<void> apply_result(db::Database& database, const wire::RecordResult& result, Applied& applied) {
  const bool kept = result.status == wire::RecordStatus::stored || result.status == wire::RecordStatus::known;
  const auto state = static_cast<std::int64_t>(kept ? Delivery::delivered : Delivery::set_aside);
  // by the hash of the exact bytes: a reply that names anything else deletes nothing
  const auto changed = TRY(database.execute(
      "UPDATE outbox SET envelope = NULL, state = $1, reason = $2 WHERE envelope_hash = $3 AND state = 0",
      {state, wire::name_of(result.reason), result.envelope}));
  if (changed == 0) return {};
  ++(kept ? applied.delivered : applied.set_aside);
  return {};
}

Result<void> apply_results(db::Database& database, const wire::SyncReply& reply, Applied& applied) {
  for (const auto& result : reply.results) TRY(apply_result(database, result, applied));
  TRY(
      database.execute("UPDATE kiosk SET waiting = max(0, waiting - $1 - $2), delivered = delivered + $1, set_aside = "
                       "set_aside + $2 WHERE one = 1",
                       {applied.delivered, applied.set_aside}));
  return {};
}

// A collector that went back to an older backup uses a number again: its word now is what counts. A late word only
// fills what is missing.
Result<void> apply_answers(db::Database& database, const wire::SyncReply& reply, bool late, Applied& applied) {
  for (const auto& sealed : reply.replies)
    applied.replies += static_cast<std::size_t>(TRY(database.execute(
        "INSERT INTO reply (sequence, lookup_id, sealed) VALUES ($1, $2, $3) ON CONFLICT (sequence) DO "
        "UPDATE SET lookup_id = $2, sealed = $3 WHERE sealed <> $3 AND $4 = 0",
        {sealed.sequence, sealed.lookup, sealed.sealed, late ? 1 : 0})));
  return {};
}

// What is true now and need not be tomorrow.
Result<void> apply_news(db::Database& database, const wire::SyncReply& reply, const Asked& asked, Applied& applied) {
  if (reply.heartbeat_taken)
    TRY(
        database.execute("UPDATE kiosk SET heartbeat_taken = CASE WHEN heartbeat_taken > heartbeat_number THEN $1 "
                         "ELSE max(heartbeat_taken, $1) END WHERE one = 1",
                         {asked.heartbeat}));
  // the last word heard is the newest, whatever the collector's clock says: it may have been set back
  for (const auto& count : reply.petitions)
    applied.petitions += static_cast<std::size_t>(TRY(database.execute(
        "UPDATE petition SET signatures = $2, complete_up_to_s = $3, silent_kiosks = $4, counted_at_s = $5 "
        "WHERE id = $1",
        {count.petition.value, count.signatures, count.complete_up_to_s, count.silent_kiosks, count.counted_at_s})));
  if (reply.place) applied.moved = TRY(move_to(database, *reply.place));
  TRY(database.execute("UPDATE exchange SET cursor = $1 WHERE one = 1", {reply.cursor.value}));
  return close_asked(database, asked);
}

}  // namespace

Result<Applied> Carrier::apply_reply(const wire::Verified<wire::SyncReply>& reply) {
  const auto enrolled = TRY(folder_->must_be_enrolled());
  if (reply->device != enrolled.device || reply->collector != enrolled.collector)
    return fail(Errc::denied, "a reply for another kiosk or by another collector");
  auto& database = folder_->database();
  auto applied = TRY(database.transaction([&]() -> Result<Applied> {
    Applied out;
    const auto asked = TRY(asked_in(database, reply->request));
    out.late = !asked;
    TRY(apply_results(database, *reply, out));
    const auto progress = TRY(apply_blobs(database, reply->blobs, asked));
    out.blobs = progress.whole;
    out.blob_bytes = progress.bytes;
    TRY(apply_answers(database, *reply, out.late, out));
    if (asked) TRY(apply_news(database, *reply, *asked, out));
    out.blobs_left = TRY(wants_blobs(database, enrolled.sealing_key.id()));
    return out;
  }));
  if (applied.set_aside > 0) log(LogEvent::records_set_aside, {{"records", applied.set_aside}});
  // pruned bytes must go from the write-ahead log too; a reader in the way only means that the next apply does it
  if (applied.delivered + applied.set_aside + applied.blobs > 0) static_cast<void>(database.checkpoint());
  const auto brought = take_content(*folder_, enrolled, applied.late ? std::nullopt : reply->content, reply->piece);
  applied.pack_stored = brought.stored;
  applied.more_content = brought.more;
  // rung for a pack until the kiosk shows it: whoever stored it may have died before ringing
  const auto untaken = TRY(database.query_one(
      "SELECT 1 FROM pack, kiosk WHERE kiosk.one = 1 AND pack.version > kiosk.content_version AND pack.unusable = ''"));
  if (applied.delivered + applied.set_aside + applied.replies + applied.blobs > 0 || applied.moved || untaken)
    folder_->ring_other();
  return applied;
}

}  // namespace minbar::store
