#include "sync/collector/ingest/chain_state.h"

#include <algorithm>

#include "sync/base/hex.h"
#include "sync/base/log.h"

namespace minbar::collector {

namespace {

struct Reached {
  std::int64_t sequence = 0;
  seal::Hash hash;
};

Result<Reached> reached(db::Database& database, const DeviceId& device, const ChainId& chain) {
  const auto row = TRY(
      database.query_one("SELECT sequence, head_hash FROM chains WHERE device = $1 AND chain = $2", {device, chain}));
  if (!row) return Reached{};
  return Reached{.sequence = row->integer(0), .hash = row->id<seal::Hash>(1)};
}

// True when another header claims the same place.
Result<bool> is_fork(db::Database& database, const ChainNews& news, std::uint64_t sequence) {
  const auto row =
      TRY(database.query_one("SELECT count(*) FROM envelopes WHERE device = $1 AND chain = $2 AND sequence = $3",
                             {news.device, news.chain, sequence}));
  return row->integer(0) > 1;
}

}  // namespace

Result<void> follow_chain(db::Database& database, const ChainNews& news) {
  auto at = TRY(reached(database, news.device, news.chain));
  while (true) {
    const auto next = TRY(database.query_one(
        "SELECT header_hash FROM envelopes WHERE device = $1 AND chain = $2 AND sequence = $3 AND previous_hash = $4 "
        "ORDER BY arrival LIMIT 1",
        {news.device, news.chain, at.sequence + 1, at.hash}));
    if (!next) break;
    at = {.sequence = at.sequence + 1, .hash = next->id<seal::Hash>(0)};
  }
  std::int64_t forks = 0;
  for (const auto sequence : news.new_sequences) forks += TRY(is_fork(database, news, sequence)) ? 1 : 0;
  if (forks > 0) log(Event::chain_forked, {{"device", LogId{to_hex(news.device.view())}}, {"forks", forks}});
  TRY(
      database.execute("INSERT INTO chains (device, chain, sequence, head_hash, forks) VALUES ($1, $2, $3, $4, $5) "
                       "ON CONFLICT (device, chain) DO UPDATE SET sequence = excluded.sequence, "
                       "head_hash = excluded.head_hash, forks = chains.forks + excluded.forks",
                       {news.device, news.chain, at.sequence, at.hash, forks}));
  return {};
}

Result<void> keep_heartbeat(db::Database& database, const HeartbeatArrival& beat, const Arrival& arrival) {
  const auto& heartbeat = beat.heartbeat;
  TRY(database.execute(
      "INSERT INTO heartbeats (device, chain, number, head_sequence, head_hash, wall_ms, backlog, program_version, "
      "agent_version, signed, received_at_ms) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) "
      "ON CONFLICT (device, chain) DO UPDATE SET number = excluded.number, head_sequence = excluded.head_sequence, "
      "head_hash = excluded.head_hash, wall_ms = excluded.wall_ms, backlog = excluded.backlog, "
      "program_version = excluded.program_version, agent_version = excluded.agent_version, signed = excluded.signed, "
      "received_at_ms = excluded.received_at_ms WHERE excluded.number > heartbeats.number",
      {arrival.device, heartbeat.head.chain, heartbeat.number, heartbeat.head.sequence, heartbeat.head.hash,
       heartbeat.wall_ms, heartbeat.backlog, heartbeat.program_version, beat.agent_version, beat.signed_bytes,
       arrival.at_ms}));
  return {};
}

Result<void> note_completeness(db::Database& database, const DeviceId& device, const ChainId& chain) {
  const auto beat = TRY(database.query_one(
      "SELECT head_sequence, head_hash, wall_ms, received_at_ms FROM heartbeats WHERE device = $1 AND chain = $2",
      {device, chain}));
  const auto at = TRY(reached(database, device, chain));
  if (!beat || at.sequence < beat->integer(0)) return {};
  if (beat->integer(0) > 0) {
    const auto here = TRY(database.query_one(
        "SELECT 1 FROM envelopes WHERE device = $1 AND chain = $2 AND sequence = $3 AND header_hash = $4",
        {device, chain, beat->integer(0), beat->bytes(1)}));
    if (!here) return {};
  }
  TRY(
      database.execute("UPDATE chains SET complete_up_to_ms = max(coalesce(complete_up_to_ms, 0), $3) "
                       "WHERE device = $1 AND chain = $2",
                       {device, chain, std::min(beat->integer(2), beat->integer(3))}));
  return {};
}

}  // namespace minbar::collector
