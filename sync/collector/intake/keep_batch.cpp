#include "sync/collector/intake/keep_batch.h"

#include <map>
#include <utility>

#include "sync/base/limits.h"
#include "sync/collector/clocks/clock_rows.h"
#include "sync/collector/intake/ask_again.h"
#include "sync/collector/intake/blobs.h"
#include "sync/collector/intake/chain_state.h"
#include "sync/collector/intake/time_anew.h"
#include "sync/collector/machines/machines.h"

namespace minbar::collector {

namespace {

using DeviceChain = std::pair<DeviceId, ChainId>;

// What the first commit left.
struct Committed {
  KeptBatch kept;
  std::vector<DeviceChain> chains;   // of which something is new
  std::vector<DeviceChain> walking;  // those of them that were not followed to their end yet
  bool counted = false;              // the bytes are written down
  bool to_time = false;              // records of this device wait to be timed anew
};

using News = std::map<DeviceChain, std::vector<NewHeader>>;  // kept just now

Result<std::int64_t> count_new_chains(db::Database& database, const News& news) {
  std::int64_t count = 0;
  for (const auto& [chain, headers] : news)
    if (!TRY(database.query_one("SELECT 1 FROM chains WHERE device = $1 AND chain = $2", {chain.first, chain.second})))
      ++count;
  return count;
}

// Its first exchange proves that this kiosk has the answer to its enrolment; past its time no code is worth anything.
// One that was made since for the same kiosk waits for its use.
Result<void> drop_code_keys(db::Database& database, const Arrival& arrival) {
  TRY(database.execute(
      "UPDATE enrol_codes INDEXED BY enrol_codes_open SET mac_key = NULL "
      "WHERE mac_key IS NOT NULL AND ((device = $1 AND used_at_ms IS NOT NULL) OR expires_at_ms <= $2)",
      {arrival.device, arrival.at_ms}));
  return {};
}

// Each of a batch's chains, of which `news` has those headers; gives back those that go on past the steps of one
// commit.
Result<std::vector<DeviceChain>> follow_chains(db::Database& database, News news) {
  auto steps = limits::chain_steps;
  std::vector<DeviceChain> walking;
  for (auto& [chain, headers] : news)
    if (!TRY(follow_chain(database, {.device = chain.first, .chain = chain.second, .headers = std::move(headers)},
                          steps)))
      walking.push_back(chain);
  return walking;
}

// What is promised, and whose word it is, can be judged once every chain was followed to its end.
Result<void> keep_promises(db::Database& database, const Batch& batch, Committed& out) {
  if (batch.heartbeat) {
    TRY(keep_heartbeat(database,
                       {.heartbeat = *batch.heartbeat,
                        .signed_bytes = *batch.request.heartbeat,
                        .agent_version = batch.request.agent_version},
                       batch.arrival));
    out.kept.second_machine = TRY(is_second_machine(
        database, {.device = batch.arrival.device, .heartbeat = *batch.heartbeat, .at_ms = batch.arrival.at_ms}));
  }
  for (const auto& [device, chain] : out.chains) TRY(note_completeness(database, device, chain));
  return {};
}

// Once every chain was followed to its end: what was promised, and what is lacking of the chain that the request names.
// Where a hole became known the chain goes on after it.
Result<void> settle(db::Database& database, const Batch& batch, Committed& out) {
  TRY(keep_promises(database, batch, out));
  if (!batch.request.kept) return {};
  const auto& chain = batch.request.kept->chain;
  auto asked =
      TRY(ask_again(database, {.kept = *batch.request.kept, .heartbeat = batch.heartbeat, .arrival = batch.arrival}));
  out.kept.missing = std::move(asked.missing);
  if (!asked.holes) return {};
  News unseen;
  unseen[{batch.arrival.device, chain}];
  out.walking = TRY(follow_chains(database, std::move(unseen)));
  if (!out.walking.empty()) return {};
  return note_completeness(database, batch.arrival.device, chain);
}

// The header that many others hung on has come: they are linked in commits of their own, between which other kiosks are
// answered.
Result<void> walk_on(Storage& storage, const Batch& batch, Committed& kept) {
  while (!kept.walking.empty()) {
    TRY(storage.write([&](db::Database& database) -> Result<void> {
      News unseen;
      for (const auto& chain : kept.walking) unseen[chain];
      kept.walking = TRY(follow_chains(database, std::move(unseen)));
      if (!kept.walking.empty()) return {};
      return settle(database, batch, kept);
    }));
  }
  return {};
}

// Asked again in the transaction: it may have been erased since it was judged.
Result<Kept> keep_one(db::Database& database, const Judged& judged, const Batch& batch, AssignedPlaces& places) {
  const Arrival arrival{.device = judged.of.value_or(batch.arrival.device), .at_ms = batch.arrival.at_ms};
  if (!judged.record || !batch.erased.has(*judged.record))
    return keep(database, judged, arrival, batch.derivers, places);
  auto erased = judged;
  erased.erased = true;
  return keep_erased(database, erased, arrival);
}

// `bytes`: brought by this device and not written down yet.
Result<Committed> commit(db::Database& database, const Batch& batch, std::int64_t bytes) {
  Committed out;
  DeviceDays::Brought brought{.bytes = bytes};
  News news;
  AssignedPlaces places(database);
  // before the records, which are timed by it
  if (batch.heartbeat) TRY(note_clock(database, batch.arrival.device, *batch.heartbeat, batch.arrival.at_ms));
  out.to_time = TRY(wait_to_be_timed(database, batch.arrival.device));
  for (const auto& judged : batch.judged) {
    auto kept = TRY(keep_one(database, judged, batch, places));
    if (kept.added) ++brought.records;
    if (kept.chained) {
      const auto& header = judged.envelope->header;
      news[{judged.of.value_or(batch.arrival.device), header.chain}].push_back(
          {.sequence = header.sequence, .previous = header.previous, .hash = judged.header_hash});
    }
    out.kept.results.push_back(std::move(kept.result));
  }
  if (batch.heartbeat) news[{batch.arrival.device, batch.heartbeat->head.chain}];
  brought.chains = TRY(count_new_chains(database, news));
  for (const auto& [chain, headers] : news) out.chains.push_back(chain);
  out.walking = TRY(follow_chains(database, std::move(news)));
  if (out.walking.empty()) TRY(settle(database, batch, out));
  auto pieces = TRY(keep_pieces(database, batch.request.pieces, batch.arrival, {batch.erased, batch.origins}));
  out.kept.blobs = std::move(pieces.states);
  brought.blobs = pieces.begun;
  TRY(drop_code_keys(database, batch.arrival));
  for (const auto& note : batch.notes) TRY(note(database, batch.request, batch.arrival.at_ms));
  out.counted = brought.records > 0 || brought.chains > 0 || pieces.added || batch.heartbeat;
  if (out.counted) TRY(DeviceDays::note(database, batch.arrival, brought));
  return out;
}

}  // namespace

Result<KeptBatch> keep_batch(Storage& storage, DeviceDays& days, const Batch& batch) {
  const auto bytes = days.take_bytes(batch.arrival);
  auto committed = storage.write([&](db::Database& database) { return commit(database, batch, bytes); });
  if (!committed || !committed->counted) days.give_back(batch.arrival, bytes);
  if (!committed) return tl::unexpected(committed.error());
  TRY(walk_on(storage, batch, *committed));
  if (committed->to_time)
    TRY(time_anew(storage, {.opening = batch.opening, .derivers = batch.derivers, .device = batch.arrival.device}));
  return std::move(committed->kept);
}

}  // namespace minbar::collector
