#include "sync/collector/intake/chain_state.h"

#include <algorithm>
#include <map>
#include <optional>

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

// What a batch brought of a chain, by place. Nearly always nobody else claims a place between its first and its last:
// then one look tells it, and neither its forks nor how it links need be asked of the database place by place.
class Brought {
 public:
  using Places = std::map<std::int64_t, std::vector<NewHeader>>;
  static Result<Brought> of(db::Database& database, const ChainNews& news) {
    Brought out;
    for (const auto& header : news.headers) out.at_[static_cast<std::int64_t>(header.sequence)].push_back(header);
    if (out.at_.empty()) return out;
    const auto row = TRY(database.query_one(
        "SELECT count(*) FROM (SELECT 1 FROM envelopes INDEXED BY envelopes_chain "
        "WHERE device = $1 AND chain = $2 AND sequence BETWEEN $3 AND $4 LIMIT $5)",
        {news.device, news.chain, out.at_.begin()->first, out.at_.rbegin()->first, news.headers.size() + 1}));
    out.alone_ = row->integer(0) == static_cast<std::int64_t>(news.headers.size());
    return out;
  }

  // Whether all that claims this place came with the batch.
  [[nodiscard]] bool has_all_at(std::int64_t sequence) const {
    return alone_ && sequence >= at_.begin()->first && sequence <= at_.rbegin()->first;
  }
  // Of the headers at `sequence` the first that hangs on `previous`; null: none does.
  [[nodiscard]] const NewHeader* find(std::int64_t sequence, const seal::Hash& previous) const {
    const auto there = at_.find(sequence);
    if (there == at_.end()) return nullptr;
    for (const auto& header : there->second)
      if (header.previous == previous) return &header;
    return nullptr;
  }
  [[nodiscard]] const Places& places() const { return at_; }

 private:
  Places at_;
  bool alone_ = false;
};

// Headers that claim a place which another has claimed before, whichever of a batch is written first.
Result<std::int64_t> new_forks(db::Database& database, const ChainNews& news, const Brought& brought) {
  std::int64_t forks = 0;
  for (const auto& [sequence, headers] : brought.places()) {
    const auto count = static_cast<std::int64_t>(headers.size());
    if (brought.has_all_at(sequence)) {
      forks += count - 1;
      continue;
    }
    const auto row =
        TRY(database.query_one("SELECT count(*) FROM (SELECT 1 FROM envelopes INDEXED BY envelopes_chain "
                               "WHERE device = $1 AND chain = $2 AND sequence = $3 LIMIT $4)",
                               {news.device, news.chain, sequence, count + 1}));
    forks += std::min(count, row->integer(0) - 1);
  }
  return forks;
}

// Where holes are, as far as following a chain goes.
struct HolesAhead {
  Ranges any;      // it is walked over these
  Ranges lacking;  // no header is here that belongs there: lost, or set aside
};

Result<HolesAhead> holes_ahead(db::Database& database, const DeviceId& device, const ChainId& chain,
                               const std::vector<NewHeader>& headers = {}) {
  auto holes = TRY(holes_of(database, device, chain));
  if (holes.empty()) return HolesAhead{};
  if (TRY(note_came(database, device, chain, holes, headers))) holes = TRY(holes_of(database, device, chain));
  auto lacking = ranges_of(holes, HoleKind::lost);
  for (const auto& range : ranges_of(holes, HoleKind::set_aside)) lacking.push_back(range);
  return HolesAhead{.any = ranges_of(holes), .lacking = merged(std::move(lacking))};
}

// After the hole that begins behind `at` or has it, once something is here after it. This goes before any link: what is
// followed must not depend on whether a lost record came before or after that.
Result<std::optional<Reached>> after_hole(db::Database& database, const ChainNews& news, const Ranges& holes,
                                          const Reached& at) {
  const auto end = std::max(end_of(holes, at.sequence), end_of(holes, at.sequence + 1));
  if (end == 0) return std::nullopt;
  const auto row = TRY(database.query_one(first_header_sql, {news.device, news.chain, end + 1}));
  if (!row) return std::nullopt;
  return Reached{.sequence = end + 1, .hash = row->id<seal::Hash>(0)};
}

// What hangs on the header at `at`; of several what arrived first.
Result<std::optional<Reached>> next_of(db::Database& database, const ChainNews& news, const Brought& brought,
                                       const Reached& at) {
  const auto sequence = at.sequence + 1;
  if (brought.has_all_at(sequence)) {
    const auto* header = brought.find(sequence, at.hash);
    if (header == nullptr) return std::nullopt;
    return Reached{.sequence = sequence, .hash = header->hash};
  }
  const auto row = TRY(database.query_one(next_header_sql, {news.device, news.chain, sequence, at.hash}));
  if (!row) return std::nullopt;
  return Reached{.sequence = sequence, .hash = row->id<seal::Hash>(0)};
}

struct Promise {
  std::int64_t head_sequence = 0;
  Bytes head_hash;
  std::int64_t until_ms = 0;  // what it promises completeness up to
};

// The wall time of a heartbeat, but never later than its arrival: a fast clock must not promise what nobody knows yet.
Result<std::vector<Promise>> promises(db::Database& database, const DeviceId& device, const ChainId& chain) {
  const auto rows =
      TRY(database.query("SELECT head_sequence, head_hash, min(wall_ms, received_at_ms) FROM heartbeats "
                         "WHERE device = $1 AND chain = $2 UNION ALL "
                         "SELECT head_sequence, head_hash, min(wall_ms, received_at_ms) FROM met_heartbeats "
                         "WHERE device = $1 AND chain = $2",
                         {device, chain}));
  std::vector<Promise> out;
  for (const auto& row : rows)
    out.push_back({.head_sequence = row.integer(0), .head_hash = row.bytes(1), .until_ms = row.integer(2)});
  return out;
}

// Every header up to its head is here or known to be lost, and the last of them, if it is here, is the one it names.
Result<bool> is_met(db::Database& database, const DeviceId& device, const ChainId& chain, const Promise& promise) {
  if (promise.head_sequence <= 0) return true;
  const auto at = TRY(reached(database, device, chain));
  if (at.sequence >= promise.head_sequence &&
      TRY(database.query_one(header_here_sql, {device, chain, promise.head_sequence, promise.head_hash})))
    return true;
  const auto ahead = TRY(holes_ahead(database, device, chain));
  const bool within = std::max(at.sequence, end_of(ahead.any, at.sequence + 1)) >= promise.head_sequence;
  return within && end_of(ahead.lacking, promise.head_sequence) > 0;
}

// Before a newer heartbeat takes its place: a promise that was met stays on record.
Result<void> keep_met_heartbeat(db::Database& database, const DeviceId& device, const seal::Heartbeat& newer) {
  const auto& chain = newer.head.chain;
  const auto old = TRY(database.query_one(
      "SELECT head_sequence, head_hash FROM heartbeats WHERE device = $1 AND chain = $2 AND number < $3",
      {device, chain, newer.number}));
  if (!old) return {};
  const Promise promise{.head_sequence = old->integer(0), .head_hash = old->bytes(1), .until_ms = 0};
  if (!TRY(is_met(database, device, chain, promise))) return {};
  TRY(database.execute(
      "INSERT INTO met_heartbeats (device, chain, head_sequence, head_hash, wall_ms, signed, "
      "received_at_ms) SELECT device, chain, head_sequence, head_hash, wall_ms, signed, received_at_ms "
      "FROM heartbeats WHERE device = $1 AND chain = $2 "
      "ON CONFLICT (device, chain) DO UPDATE SET head_sequence = excluded.head_sequence, "
      "head_hash = excluded.head_hash, wall_ms = excluded.wall_ms, signed = excluded.signed, "
      "received_at_ms = excluded.received_at_ms WHERE min(excluded.wall_ms, excluded.received_at_ms) "
      ">= min(met_heartbeats.wall_ms, met_heartbeats.received_at_ms)",
      {device, chain}));
  return {};
}

}  // namespace

Result<bool> follow_chain(db::Database& database, const ChainNews& news, std::int64_t& steps) {
  auto at = TRY(reached(database, news.device, news.chain));
  const auto brought = TRY(Brought::of(database, news));
  const auto ahead = TRY(holes_ahead(database, news.device, news.chain, news.headers));
  bool ended = false;
  for (; !ended && steps > 0; --steps) {
    std::optional<Reached> next;
    if (!ahead.any.empty()) next = TRY(after_hole(database, news, ahead.any, at));
    if (next)
      log(LogEvent::chain_goes_on_after_hole,
          {{"device", LogId{to_hex(news.device.view())}}, {"sequence", next->sequence}});
    else
      next = TRY(next_of(database, news, brought, at));
    ended = !next.has_value();
    if (next) at = *next;
  }
  const auto forks = TRY(new_forks(database, news, brought));
  if (forks > 0) log(LogEvent::chain_forked, {{"device", LogId{to_hex(news.device.view())}}, {"forks", forks}});
  TRY(
      database.execute("INSERT INTO chains (device, chain, sequence, head_hash, forks) VALUES ($1, $2, $3, $4, $5) "
                       "ON CONFLICT (device, chain) DO UPDATE SET sequence = excluded.sequence, "
                       "head_hash = excluded.head_hash, forks = chains.forks + excluded.forks",
                       {news.device, news.chain, at.sequence, at.hash, forks}));
  return ended;
}

Result<void> keep_heartbeat(db::Database& database, const HeartbeatArrival& beat, const Arrival& arrival) {
  const auto& heartbeat = beat.heartbeat;
  TRY(keep_met_heartbeat(database, arrival.device, heartbeat));
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
  std::optional<std::int64_t> until;
  for (const auto& promise : TRY(promises(database, device, chain)))
    if (TRY(is_met(database, device, chain, promise))) until = std::max(until.value_or(0), promise.until_ms);
  if (!until) return {};
  TRY(database.execute("UPDATE chains SET complete_up_to_ms = $3 WHERE device = $1 AND chain = $2",
                       {device, chain, *until}));
  return {};
}

Result<void> count_forks(db::Database& database, const DeviceId& device, const ChainId& chain) {
  TRY(
      database.execute("UPDATE chains SET forks = (SELECT count(*) - count(DISTINCT e.sequence) FROM envelopes e "
                       "WHERE e.device = $1 AND e.chain = $2) WHERE device = $1 AND chain = $2",
                       {device, chain}));
  return {};
}

}  // namespace minbar::collector
