// What the agent takes out to send.
#include <algorithm>

#include "sync/base/log.h"
#include "sync/store/counters.h"
#include "sync/store/kiosk_store.h"
#include "sync/store/recipient.h"

namespace minbar::store {

namespace {

// What was found of the records that wait.
struct Waiting {
  std::vector<std::int64_t> damaged;  // sequences of those whose bytes are not what was written
  std::size_t bytes = 0;              // of the envelopes taken
  std::int64_t last = 0;              // sequence of the last of them; 0: none
};

Result<void> take_waiting(db::Database& database, const seal::KeyId& recipient, const RequestLimits& limits,
                          std::vector<Bytes>& envelopes, Waiting& found) {
  bool others = false;
  // first whatever waits, in which damage is seen; only where something for another collector is in the way what is for
  // this one, which may have to be looked for among many
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
        found.damaged.push_back(row.integer(0));
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

}  // namespace

Result<void> KioskStore::set_apart(const std::vector<std::int64_t>& sequences) {
  return database_.transaction([&]() -> Result<void> {
    for (const auto sequence : sequences) {
      const auto changed =
          TRY(database_.execute("UPDATE outbox SET state = 3 WHERE sequence = $1 AND state = 0", {sequence}));
      TRY(database_.execute("UPDATE kiosk SET waiting = max(0, waiting - $1), damaged = damaged + $1 WHERE one = 1",
                            {changed}));
      log(Event::record_damaged, {{"sequence", sequence}});
    }
    return {};
  });
}

Result<wire::SyncRequest> KioskStore::next_request(const RequestLimits& limits, std::string_view agent_version) {
  const auto enrolled = TRY(must_be_enrolled());
  wire::SyncRequest out{.request = {random_->array<16>()},
                        .device = enrolled.device,
                        .collector = enrolled.collector,
                        .envelopes = {},
                        .heartbeat = {},
                        .cursor = {},
                        .agent_version = std::string(agent_version),
                        .place = enrolled.place.code};
  Waiting waiting;
  TRY(database_.snapshot([&]() -> Result<void> {
    TRY(take_waiting(database_, enrolled.sealing_key.id(), limits, out.envelopes, waiting));
    const auto row = TRY(database_.query_one(
        "SELECT kiosk.heartbeat, kiosk.heartbeat_number, kiosk.heartbeat_taken, kiosk.content_version, "
        "exchange.cursor, "
        "content.arriving_version, content.arrived_bytes "
        "FROM kiosk, exchange, content WHERE kiosk.one = 1 AND exchange.one = 1 AND content.one = 1"));
    if (!row) return missing_row();
    offered_heartbeat_ = 0;
    if (row->integer(1) != row->integer(2)) {
      out.heartbeat = row->maybe_bytes(0);
      offered_heartbeat_ = row->integer(1);
    }
    out.content_version = row->integer(3);
    out.cursor.value = row->text(4);
    if (const auto version = row->maybe_integer(5))
      out.want = wire::ContentWant{.version = *version, .offset = row->integer(6)};
    for (const auto& watched :
         TRY(database_.query("SELECT id FROM petition ORDER BY id LIMIT $1", {limits::petitions_counted})))
      out.petitions.push_back({watched.text(0)});
    return {};
  }));
  if (!waiting.damaged.empty()) TRY(set_apart(waiting.damaged));
  TRY(add_pieces(out, limits.bytes - std::min(limits.bytes, waiting.bytes),
                 {.last = waiting.last, .recipient = enrolled.sealing_key.id()}));
  return out;
}

Result<bool> KioskStore::has_news() {
  const auto row =
      TRY(database_.query_one("SELECT heartbeat_number <> heartbeat_taken, waiting > 0 FROM kiosk WHERE one = 1"));
  if (!row) return missing_row();
  if (row->integer(0) != 0) return true;
  const auto enrolled = TRY(enrolment());
  if (!enrolled) return row->integer(1) != 0;  // the attempt says what is wrong
  if (TRY(wants_blobs(enrolled->sealing_key.id()))) return true;
  return row->integer(1) != 0 &&
         TRY(database_.query_one("SELECT 1 FROM outbox o WHERE o.state = 0 AND " MINBAR_SEALED_FOR_ENROLLED " LIMIT 1",
                                 {enrolled->sealing_key.id()}))
             .has_value();
}

Result<std::int64_t> KioskStore::waiting_for_others() {
  const auto enrolled = TRY(enrolment());
  if (!enrolled) return 0;
  const auto row =
      TRY(database_.query_one("SELECT count(*) FROM outbox o WHERE o.state = 0 AND NOT " MINBAR_SEALED_FOR_ENROLLED,
                              {enrolled->sealing_key.id()}));
  return row->integer(0);
}

Result<void> KioskStore::note(const ExchangeNote& note) {
  TRY(
      database_.execute("UPDATE exchange SET outcome = $1, failures = $2, tried_ms = $3, succeeded_ms = coalesce($4, "
                        "succeeded_ms), next_ms = $5 "
                        "WHERE one = 1",
                        {note.outcome, note.failures, note.tried_ms, note.succeeded_ms, note.next_ms}));
  return {};
}

Result<ExchangeNote> KioskStore::last_note() {
  const auto row =
      TRY(database_.query_one("SELECT outcome, failures, tried_ms, succeeded_ms, next_ms FROM exchange WHERE one = 1"));
  if (!row) return missing_row();
  return ExchangeNote{.outcome = row->text(0),
                      .failures = row->integer(1),
                      .tried_ms = row->maybe_integer(2),
                      .succeeded_ms = row->maybe_integer(3),
                      .next_ms = row->maybe_integer(4)};
}

}  // namespace minbar::store
