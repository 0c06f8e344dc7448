#include "sync/store/carrier.h"

#include <algorithm>
#include <set>

#include "sync/base/log.h"
#include "sync/store/anew.h"
#include "sync/store/asked.h"
#include "sync/store/counters.h"
#include "sync/store/kept_chain.h"
#include "sync/store/pieces.h"
#include "sync/store/recipient.h"
#include "sync/store/room/reserve.h"

namespace minbar::store {

namespace {

// What was found of the records that wait.
struct Waiting {
  std::set<std::int64_t> damaged;  // sequences of those whose bytes are not what was written
  std::size_t bytes = 0;           // of the envelopes taken
  std::int64_t last = 0;           // sequence of the last of them; 0: none
};

Result<void> take_waiting(db::Database& database, const seal::KeyId& recipient, const RequestLimits& limits,
                          std::vector<Bytes>& envelopes, Waiting& found) {
  bool others = false;
  // First the oldest records, whoever they are for, each looked at for damage. If some of them are for another
  // collector, then again what is for this one alone, which may have to be looked for among many.
  for (const auto* sql : {"SELECT o.sequence, o.envelope, o.envelope_hash, " MINBAR_SEALED_FOR_ENROLLED
                          " FROM outbox o WHERE o.state = 0 ORDER BY o.sequence LIMIT $2",
                          "SELECT o.sequence, o.envelope, o.envelope_hash, 1 FROM outbox o WHERE o.state = 0 "
                          "AND " MINBAR_SEALED_FOR_ENROLLED " ORDER BY o.sequence LIMIT $2"}) {
    envelopes.clear();
    found.bytes = 0;
    const auto rows = TRY(database.query(sql, {recipient, limits.records}));
    for (const auto& row : rows) {
      const auto& envelope = row.bytes(1);
      if (seal::hash_of(envelope) != row.id<seal::Hash>(2)) {
        found.damaged.insert(row.integer(0));  // both times, perhaps
      } else if (row.integer(3) == 0) {
        others = true;
      } else {
        if (found.bytes + envelope.size() > limits.bytes && !envelopes.empty()) break;
        found.bytes += envelope.size();
        found.last = row.integer(0);
        envelopes.push_back(envelope);
      }
    }
    if (!others) break;
  }
  return {};
}

// What stands in rows of which there is one. `heartbeat` gets the number of the one that goes; 0: none does.
Result<void> take_the_rest(db::Database& database, wire::SyncRequest& out, std::int64_t& heartbeat) {
  const auto row = TRY(database.query_one(
      "SELECT kiosk.heartbeat, kiosk.heartbeat_number, kiosk.heartbeat_taken, kiosk.content_version, exchange.cursor, "
      "content.arriving_version, content.arrived_bytes, (SELECT max(sequence) FROM reply) "
      "FROM kiosk, exchange, content WHERE kiosk.one = 1 AND exchange.one = 1 AND content.one = 1"));
  if (!row) return missing_row();
  if (row->integer(1) != row->integer(2)) {
    out.heartbeat = row->maybe_bytes(0);
    heartbeat = row->integer(1);
  }
  out.content_version = row->integer(3);
  out.cursor.value = row->text(4);
  if (const auto version = row->maybe_integer(5))
    out.want = wire::ContentWant{.version = *version, .offset = row->integer(6)};
  out.newest_answer = std::max<std::int64_t>(0, row->maybe_integer(7).value_or(0));
  for (const auto& watched :
       TRY(database.query("SELECT id FROM petition ORDER BY id LIMIT $1", {limits::petitions_counted})))
    out.petitions.push_back({watched.text(0)});
  return {};
}

// Nothing where there is nothing to say: version 1 says nothing either.
std::optional<wire::Follows> follows_of(const Enrolment& enrolled) {
  const bool pinned = enrolled.root_key && enrolled.pinned_root == enrolled.root_key;
  if (enrolled.succession == 0 && !pinned) return std::nullopt;
  wire::Follows follows{.number = enrolled.succession, .signing_key = enrolled.signing_key.id()};
  if (pinned) follows.root_key = enrolled.root_key->id();
  return follows;
}

Result<void> set_apart(db::Database& database, const std::set<std::int64_t>& sequences) {
  for (const auto sequence : sequences) {
    const auto changed =
        TRY(database.execute("UPDATE outbox SET state = 3 WHERE sequence = $1 AND state = 0", {sequence}));
    TRY(database.execute("UPDATE kiosk SET waiting = max(0, waiting - $1), damaged = damaged + $1 WHERE one = 1",
                         {changed}));
    log(LogEvent::record_damaged, {{"sequence", sequence}});
  }
  return {};
}

}  // namespace

Result<void> Carrier::keep_enrolment(const wire::EnrolReply& reply, std::string_view collector_url,
                                     const std::optional<seal::RecordPublicKey>& record_key) {
  auto& database = folder_->database();
  TRY(write_enrolment(database, reply, collector_url, record_key));
  // a collector that went back behind what was said under a former name cannot ask for it; were this killed in between,
  // the next days' questions would bring it (anew.h)
  TRY(database.transaction([&] { return former_waits_again(database); }));
  folder_->ring_other();
  return {};
}

Result<wire::SyncRequest> Carrier::make_request(const RequestLimits& limits, std::string_view agent_version) {
  const auto enrolled = TRY(folder_->must_be_enrolled());
  const auto recipient = enrolled.sealing_key.id();
  auto& database = folder_->database();
  wire::SyncRequest out{.request = {folder_->random().array<16>()},
                        .device = enrolled.device,
                        .collector = enrolled.collector,
                        .envelopes = {},
                        .heartbeat = {},
                        .cursor = {},
                        .agent_version = std::string(agent_version),
                        .place = enrolled.place.code,
                        .follows = follows_of(enrolled)};
  Waiting waiting;
  std::int64_t heartbeat = 0;
  std::vector<BlobId> broken;
  TRY(database.snapshot([&]() -> Result<void> {
    TRY(take_waiting(database, recipient, limits, out.envelopes, waiting));
    TRY(take_the_rest(database, out, heartbeat));
    out.kept = TRY(kept_chain(*folder_));
    TRY(take_pieces(database, out, limits.bytes - std::min(limits.bytes, waiting.bytes),
                    {.last = waiting.last, .recipient = recipient}, broken));
    return ask_about_kept(database, out, folder_->clock().wall_ms());
  }));
  const auto write = [&] {
    return database.transaction([&]() -> Result<void> {
      TRY(set_apart(database, waiting.damaged));
      TRY(keep_back_damaged(database, broken));
      return write_asked(database, out, heartbeat);
    });
  };
  auto written = write();
  if (!written && written.error().code == Errc::full && give_up_reserve(folder_->path())) written = write();
  // a disk too full for the row must still be delivered from: records named by the reply are marked without it
  if (!written && written.error().code != Errc::full) return tl::unexpected(written.error());
  return out;
}

Result<void> Carrier::forget_request(const wire::RequestId& request) {
  return forget_asked(folder_->database(), request);
}

Result<bool> Carrier::has_news() {
  const auto row = TRY(folder_->database().query_one(
      "SELECT heartbeat_number <> heartbeat_taken, waiting > 0 FROM kiosk WHERE one = 1"));
  if (!row) return missing_row();
  if (row->integer(0) != 0) return true;
  const auto enrolled = TRY(folder_->enrolment());
  if (!enrolled) return row->integer(1) != 0;  // the attempt says what is wrong
  if (TRY(wants_blobs(folder_->database(), enrolled->sealing_key.id()))) return true;
  return row->integer(1) != 0 &&
         TRY(folder_->database().query_one("SELECT 1 FROM outbox o WHERE o.state = 0 AND " MINBAR_SEALED_FOR_ENROLLED
                                           " LIMIT 1",
                                           {enrolled->sealing_key.id()}))
             .has_value();
}

Result<std::int64_t> Carrier::waiting_for_others() {
  const auto enrolled = TRY(folder_->enrolment());
  if (!enrolled) return 0;
  const auto row = TRY(folder_->database().query_one(
      "SELECT count(*) FROM outbox o WHERE o.state = 0 AND NOT " MINBAR_SEALED_FOR_ENROLLED,
      {enrolled->sealing_key.id()}));
  return row->integer(0);
}

}  // namespace minbar::store
