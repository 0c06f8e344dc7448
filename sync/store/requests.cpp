// What the agent takes out to send.
#include <algorithm>

#include "sync/base/log.h"
#include "sync/store/kiosk_store.h"

namespace minbar::store {

Result<void> KioskStore::set_apart(const std::vector<std::int64_t>& sequences) {
  return database_.transaction([&]() -> Result<void> {
    for (const auto sequence : sequences) {
      const auto changed =
          TRY(database_.execute("UPDATE outbox SET state = 3 WHERE sequence = $1 AND state = 0", {sequence}));
      TRY(database_.execute("UPDATE kiosk SET waiting = waiting - $1, damaged = damaged + $1 WHERE one = 1",
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
  std::vector<std::int64_t> damaged;
  std::size_t bytes = 0;
  TRY(database_.snapshot([&]() -> Result<void> {
    for (const auto& row : TRY(database_.query(
             "SELECT sequence, envelope, envelope_hash FROM outbox WHERE state = 0 ORDER BY sequence LIMIT $1",
             {limits.records}))) {
      const auto& envelope = row.bytes(1);
      if (seal::hash_of(envelope) != row.id<seal::Hash>(2)) {
        damaged.push_back(row.integer(0));
        continue;
      }
      if (bytes + envelope.size() > limits.bytes && !out.envelopes.empty()) break;
      bytes += envelope.size();
      out.envelopes.push_back(envelope);
    }
    const auto row = TRY(database_.query_one(
        "SELECT kiosk.heartbeat, kiosk.heartbeat_number, kiosk.heartbeat_taken, kiosk.content_version, "
        "exchange.cursor, "
        "content.arriving_version, content.arrived_bytes "
        "FROM kiosk, exchange, content WHERE kiosk.one = 1 AND exchange.one = 1 AND content.one = 1"));
    ENSURE(row.has_value(), "an open store has its rows");
    offered_heartbeat_ = 0;
    if (row->integer(1) > row->integer(2)) {
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
  if (!damaged.empty()) TRY(set_apart(damaged));
  TRY(add_pieces(out, limits.bytes - std::min(limits.bytes, bytes)));
  return out;
}

Result<bool> KioskStore::has_news() {
  const auto row =
      TRY(database_.query_one("SELECT waiting > 0 OR heartbeat_number > heartbeat_taken OR EXISTS "
                              "(SELECT 1 FROM blob WHERE state = 0 AND wanted = 1) FROM kiosk WHERE one = 1"));
  ENSURE(row.has_value(), "an open store has its row");
  return row->integer(0) != 0;
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
  ENSURE(row.has_value(), "an open store has its row");
  return ExchangeNote{.outcome = row->text(0),
                      .failures = row->integer(1),
                      .tried_ms = row->maybe_integer(2),
                      .succeeded_ms = row->maybe_integer(3),
                      .next_ms = row->maybe_integer(4)};
}

}  // namespace minbar::store
