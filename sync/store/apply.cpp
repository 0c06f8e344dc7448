// What the collector's verified word changes here.
#include <filesystem>
#include <system_error>
#include <utility>

#include "sync/base/log.h"
#include "sync/store/anew.h"
#include "sync/store/arriving.h"
#include "sync/store/asked.h"
#include "sync/store/carrier.h"
#include "sync/store/damage/names.h"
#include "sync/store/damage/opening.h"
#include "sync/store/exchange_note.h"
#include "sync/store/keeping.h"
#include "sync/store/marks.h"
#include "sync/store/pieces.h"
#include "sync/store/room/reserve.h"
#include "sync/store/standing.h"

namespace minbar::store {

namespace {

constexpr int tries_to_apply = 2;  // a pack on its way, and then acknowledged bytes

// Acknowledged, and kept: on the collector's one disk it is not safe yet.
Result<void> apply_result(db::Database& database, const wire::RecordResult& result, const Moment& now, Applied& applied,
                          Kept& kept) {
  const bool taken = result.status == wire::RecordStatus::stored || result.status == wire::RecordStatus::known;
  const auto state = static_cast<std::int64_t>(taken ? Delivery::delivered : Delivery::set_aside);
  // by the hash of the exact bytes: a reply that names anything else marks nothing
  const auto row = TRY(database.query_one(
      "SELECT sequence, length(envelope) FROM outbox WHERE envelope_hash = $1 AND state = 0", {result.envelope}));
  if (!row) return {};
  ++(taken ? applied.delivered : applied.set_aside);
  // a former chain's: the only word that drops them, because no mark speaks of its places
  const bool is_safe = result.safe && result.status == wire::RecordStatus::known && row->integer(0) < 0;
  if (!now.keeps || is_safe) {
    TRY(database.execute("UPDATE outbox SET envelope = NULL, state = $1, reason = $2 WHERE sequence = $3",
                         {state, wire::name_of(result.reason), row->integer(0)}));
    ++applied.dropped;
    applied.former_safe += is_safe ? 1 : 0;
    return {};
  }
  TRY(database.execute("UPDATE outbox SET state = $1, reason = $2, acknowledged_on = $3 WHERE sequence = $4",
                       {state, wire::name_of(result.reason), now.talk, row->integer(0)}));
  ++kept.records;
  kept.bytes += row->integer(1);
  return {};
}

Result<void> apply_results(db::Database& database, const wire::SyncReply& reply, const Moment& now, Applied& applied) {
  Kept kept;
  for (const auto& result : reply.results) TRY(apply_result(database, result, now, applied, kept));
  TRY(
      database.execute("UPDATE kiosk SET waiting = max(0, waiting - $1 - $2), delivered = delivered + $1, set_aside = "
                       "set_aside + $2 WHERE one = 1",
                       {applied.delivered, applied.set_aside}));
  TRY(database.execute("UPDATE keeping SET safe = min(max(0, safe), 1000000000) + $1 WHERE one = 1 AND $1 > 0",
                       {applied.former_safe}));
  return count_kept(database, kept);
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
        "UPDATE petition SET signatures = $2, complete_up_to_s = $3, silent_kiosks = $4, counted_at_s = $5, "
        "lost_records = $6 "
        "WHERE id = $1",
        {count.petition.value, count.signatures, count.complete_up_to_s, count.silent_kiosks, count.counted_at_s,
         count.lost_records})));
  if (reply.place) applied.moved = TRY(move_to(database, *reply.place));
  TRY(note_understood(database, reply.understands));
  TRY(database.execute("UPDATE exchange SET cursor = $1 WHERE one = 1", {reply.cursor.value}));
  return close_asked(database, asked);
}

}  // namespace

// Within a transaction. First what the collector lacks: what this very reply acknowledges it does not.
Result<Applied> Carrier::apply_within(const wire::SyncReply& reply, const seal::KeyId& recipient, bool keeps) {
  auto& database = folder_->database();
  Applied out;
  const auto asked = TRY(asked_in(database, reply.request));
  out.late = !asked;
  Moment now{.wall_ms = folder_->clock().wall_ms(), .talk = 0, .keeps = false};
  if (keeps) now = TRY(moment_of_talk(database, now.wall_ms, reply.server_wall_ms));
  if (asked && keeps) out.asked_again = TRY(wait_again(*folder_, reply.missing, recipient));
  TRY(apply_results(database, reply, now, out));
  if (asked && keeps) out.asked_again += TRY(ask_of_former(database, now.talk));
  const auto progress = TRY(apply_blobs(database, reply.blobs, asked, now));
  out.blobs = progress.whole;
  out.blob_bytes = progress.bytes;
  out.safe_blobs = progress.safe;
  if (asked) TRY(take_mark(database, reply.safe, now));
  TRY(apply_answers(database, reply, out.late, out));
  if (asked) TRY(apply_news(database, reply, *asked, out));
  out.blobs_left = TRY(wants_blobs(database, recipient));
  return out;
}

// What fails here is tried again after the next reply.
void Carrier::drop_what_may_go(Applied& applied) {
  for (const auto& dropped : {drop_safe(*folder_), drop_aged(*folder_, forget_after_days_)})
    if (dropped)
      applied.dropped += dropped->records;
    else
      log(LogEvent::agent_store_failed, {{"error", dropped.error().code}});
  const auto settled = settle_old(*folder_, settle_after_days_);
  const auto smaller = make_smaller(*folder_);
  if (!settled || !smaller)
    log(LogEvent::agent_store_failed, {{"error", settled ? smaller.error().code : settled.error().code}});
  // dropped bytes must go from the write-ahead log too; a reader in the way only means that a later apply does it
  if (applied.delivered + applied.set_aside + applied.blobs + applied.safe_blobs > 0 || applied.dropped > 0 ||
      settled.value_or(0) > 0 || smaller.value_or(false))
    static_cast<void>(folder_->empty_log());
}

Result<Applied> Carrier::apply_reply(const wire::Verified<wire::SyncReply>& reply) {
  // of a file that is being salvaged nothing changes under the hands that read it
  const auto here = TRY(OpeningLock::share(folder_->path(), false));
  std::error_code error;
  const bool any = std::filesystem::exists(folder_->path() / database_name, error);
  if (any && !folder_->in_place()) return fail(Errc::unavailable, "another database is in the place of this one");
  const auto enrolled = TRY(folder_->must_be_enrolled());
  if (reply->device != enrolled.device || reply->collector != enrolled.collector)
    return fail(Errc::denied, "a reply for another kiosk or by another collector");
  auto& database = folder_->database();
  const auto recipient = enrolled.sealing_key.id();
  const auto apply = [&](bool keeps) {
    return database.transaction([&] { return apply_within(*reply, recipient, keeps); });
  };
  auto attempt = apply(true);
  if (!attempt && attempt.error().code == Errc::full && give_up_reserve(folder_->path())) attempt = apply(true);
  for (int i = 0; i < tries_to_apply && !attempt && attempt.error().code == Errc::full; ++i) {
    if (!make_room(*folder_, 0).value_or(false)) break;
    attempt = apply(true);
  }
  // nothing was left to give but what this reply acknowledges
  if (!attempt && attempt.error().code == Errc::full) attempt = apply(false);
  auto applied = TRY(std::move(attempt));
  if (applied.set_aside > 0) log(LogEvent::records_set_aside, {{"records", applied.set_aside}});
  drop_what_may_go(applied);
  const auto brought = take_content(*folder_, enrolled, applied.late ? std::nullopt : reply->content, reply->piece);
  applied.pack_stored = brought.stored;
  applied.more_content = brought.more;
  // rung for a pack until the kiosk shows it: whoever stored it may have died before ringing
  const auto untaken = TRY(database.query_one(
      "SELECT 1 FROM pack, kiosk WHERE kiosk.one = 1 AND pack.version > kiosk.content_version AND pack.unusable = ''"));
  const auto records = applied.delivered + applied.set_aside + applied.asked_again;
  if (records + applied.replies + applied.blobs > 0 || applied.moved || untaken) folder_->ring_other();
  return applied;
}

}  // namespace minbar::store
