// What the collector's verified word changes here.
#include "sync/base/log.h"
#include "sync/store/kiosk_store.h"

namespace minbar::store {

Result<void> KioskStore::apply_result(const wire::RecordResult& result, Applied& applied) {
  const bool kept = result.status == wire::RecordStatus::stored || result.status == wire::RecordStatus::known;
  const auto state = static_cast<std::int64_t>(kept ? Delivery::delivered : Delivery::set_aside);
  // by the hash of the exact bytes: a reply that names anything else deletes nothing
  const auto changed = TRY(database_.execute(
      "UPDATE outbox SET envelope = NULL, state = $1, reason = $2 WHERE envelope_hash = $3 AND state = 0",
      {state, wire::name_of(result.reason), result.envelope}));
  if (changed == 0) return {};
  ++(kept ? applied.delivered : applied.set_aside);
  return {};
}

Result<Applied> KioskStore::apply(const wire::Verified<wire::SyncReply>& reply) {
  const auto enrolled = TRY(must_be_enrolled());
  if (reply->device != enrolled.device || reply->collector != enrolled.collector)
    return fail(Errc::denied, "a reply for another kiosk or by another collector");
  auto applied = TRY(database_.transaction([&]() -> Result<Applied> {
    Applied out;
    for (const auto& result : reply->results) TRY(apply_result(result, out));
    TRY(database_.execute(
        "UPDATE kiosk SET waiting = max(0, waiting - $1 - $2), delivered = delivered + $1, set_aside = "
        "set_aside + $2 WHERE one = 1",
        {out.delivered, out.set_aside}));
    TRY(apply_blobs(reply->blobs, out));
    if (reply->heartbeat_taken)
      TRY(
          database_.execute("UPDATE kiosk SET heartbeat_taken = CASE WHEN heartbeat_taken > heartbeat_number THEN $1 "
                            "ELSE max(heartbeat_taken, $1) END WHERE one = 1",
                            {offered_heartbeat_}));
    // a collector that went back to an older backup uses a number again: its word now is what counts
    for (const auto& sealed : reply->replies)
      out.replies += static_cast<std::size_t>(
          TRY(database_.execute("INSERT INTO reply (sequence, lookup_id, sealed) VALUES ($1, $2, $3) "
                                "ON CONFLICT (sequence) DO UPDATE SET lookup_id = $2, sealed = $3 WHERE sealed <> $3",
                                {sealed.sequence, sealed.lookup, sealed.sealed})));
    // the last word heard is the newest, whatever the collector's clock says: it may have been set back
    for (const auto& count : reply->petitions)
      out.petitions += static_cast<std::size_t>(TRY(database_.execute(
          "UPDATE petition SET signatures = $2, complete_up_to_s = $3, silent_kiosks = $4, counted_at_s = $5 "
          "WHERE id = $1",
          {count.petition.value, count.signatures, count.complete_up_to_s, count.silent_kiosks, count.counted_at_s})));
    if (reply->place) out.moved = TRY(move_to(*reply->place));
    TRY(database_.execute("UPDATE exchange SET cursor = $1 WHERE one = 1", {reply->cursor.value}));
    return out;
  }));
  if (applied.set_aside > 0) log(Event::records_set_aside, {{"records", applied.set_aside}});
  // pruned bytes must go from the write-ahead log too; a reader in the way only means that the next apply does it
  if (applied.delivered + applied.set_aside + applied.blobs > 0) static_cast<void>(database_.checkpoint());
  apply_content(*reply, enrolled, applied);
  // rung for a pack until the kiosk shows it: whoever stored it may have died before ringing
  const auto untaken = TRY(database_.query_one(
      "SELECT 1 FROM pack, kiosk WHERE kiosk.one = 1 AND pack.version > kiosk.content_version AND pack.unusable = ''"));
  if (applied.delivered + applied.set_aside + applied.replies + applied.blobs > 0 || applied.moved || untaken)
    ring_other();
  return applied;
}

}  // namespace minbar::store
