#include "sync/collector/intake/ask_again.h"

#include <algorithm>

#include "sync/base/hex.h"
#include "sync/base/limits.h"
#include "sync/base/log.h"
#include "sync/collector/intake/chain_state.h"
#include "sync/collector/intake/holes.h"
#include "sync/collector/intake/set_aside_places.h"
#include "sync/collector/machines/machines.h"

namespace minbar::collector {

namespace {

// How far the chain is here, and how far it goes as far as anybody has said.
struct Extent {
  std::int64_t reached = 0;
  seal::Hash reached_hash{};
  std::int64_t told = 0;  // the head of the newest heartbeat
  seal::Hash told_hash{};
  std::int64_t waiting = 0;  // records that were still at the kiosk then
  std::int64_t highest = 0;  // place that is here

  [[nodiscard]] std::int64_t end() const {
    return std::min(std::max({reached, told, highest}), limits::latest_sequence);
  }
  // Nothing is lacking, as far as one look tells.
  [[nodiscard]] bool is_whole() const { return reached >= end() && (told != reached || told_hash == reached_hash); }
};

Result<std::optional<Extent>> extent_of(db::Database& database, const DeviceId& device, const ChainId& chain) {
  const auto row = TRY(database.query_one(
      "SELECT c.sequence, c.head_hash, h.head_sequence, h.head_hash, h.backlog, (SELECT max(e.sequence) FROM "
      "envelopes e INDEXED BY envelopes_chain WHERE e.device = $1 AND e.chain = $2) FROM chains c LEFT JOIN heartbeats "
      "h "
      "ON h.device = c.device AND h.chain = c.chain WHERE c.device = $1 AND c.chain = $2",
      {device, chain}));
  if (!row) return std::nullopt;
  Extent out{.reached = row->integer(0), .reached_hash = row->id<seal::Hash>(1)};
  out.highest = row->maybe_integer(5).value_or(0);
  if (row->is_null(2)) return out;
  out.told = row->integer(2);
  out.told_hash = row->id<seal::Hash>(3);
  out.waiting = row->integer(4);
  return out;
}

// Places after `reached` at which nothing is; looked at no further than a bound, since the first are asked for first.
Result<Ranges> absent_places(db::Database& database, const wire::KeptChain& kept, const DeviceId& device,
                             const Extent& extent) {
  const auto rows = TRY(database.query(
      "SELECT sequence, before FROM (SELECT sequence, lag(sequence, 1, $3) OVER (ORDER BY sequence) AS before FROM "
      "(SELECT sequence FROM envelopes INDEXED BY envelopes_chain WHERE device = $1 AND chain = $2 AND sequence > $3 "
      "ORDER BY sequence LIMIT $4)) WHERE sequence > before + 1 LIMIT $5",
      {device, kept.chain, extent.reached, limits::chain_places_compared, limits::chain_gaps_compared}));
  Ranges out;
  for (const auto& row : rows) out.push_back({.from = row.integer(1) + 1, .to = row.integer(0) - 1});
  const auto last = std::max(extent.reached, extent.highest);
  if (last < extent.end() && std::ssize(out) < limits::chain_gaps_compared)
    out.push_back({.from = last + 1, .to = extent.end()});
  return out;
}

struct HeaderAt {
  const DeviceId& device;
  const ChainId& chain;
  std::int64_t sequence = 0;
  seal::Hash hash{};
};
Result<std::optional<seal::Hash>> previous_of(db::Database& database, const HeaderAt& header) {
  const auto row = TRY(
      database.query_one("SELECT previous_hash FROM envelopes INDEXED BY envelopes_header WHERE header_hash = $4 AND "
                         "device = $1 AND chain = $2 AND sequence = $3",
                         {header.device, header.chain, header.sequence, header.hash}));
  if (!row) return std::nullopt;
  return row->id<seal::Hash>(0);
}

// The header that claims the place reached and is not the one that was followed: what is here behind it hangs on it, or
// the heartbeat says it.
Result<std::optional<seal::Hash>> other_branch(db::Database& database, const wire::KeptChain& kept,
                                               const DeviceId& device, const Extent& extent) {
  if (extent.told == extent.reached) return extent.told_hash;
  const auto row =
      TRY(database.query_one("SELECT previous_hash FROM envelopes INDEXED BY envelopes_chain WHERE device = $1 AND "
                             "chain = $2 AND sequence = $3 ORDER BY arrival LIMIT 1",
                             {device, kept.chain, extent.reached + 1}));
  if (!row) return std::nullopt;
  return row->id<seal::Hash>(0);
}

// The chain stops at a place that is taken, because what goes on hangs on another record of that place (a kiosk and a
// collector that both went back). Along that branch, back to where it left the one that was followed, what is lacking.
Result<Ranges> misfits(db::Database& database, const wire::KeptChain& kept, const DeviceId& device,
                       const Extent& extent) {
  Ranges out;
  if (extent.told > 0 && extent.told <= limits::latest_sequence &&
      !TRY(database.query_one(header_here_sql, {device, kept.chain, extent.told, extent.told_hash})))
    out.push_back({.from = extent.told, .to = extent.told});
  const auto branch = TRY(other_branch(database, kept, device, extent));
  if (!branch) return out;
  HeaderAt other{.device = device, .chain = kept.chain, .sequence = extent.reached, .hash = *branch};
  auto mine = other;
  mine.hash = extent.reached_hash;
  for (auto steps = limits::chain_gaps_compared; steps > 0 && other.sequence > 0 && other.hash != mine.hash; --steps) {
    const auto before = TRY(previous_of(database, other));
    if (!before) {
      out.push_back({.from = other.sequence, .to = other.sequence});
      break;
    }
    mine.hash = TRY(previous_of(database, mine)).value_or(seal::Hash{});
    other.hash = *before;
    mine.sequence = --other.sequence;
  }
  return merged(std::move(out));
}

// What is lacking and not known as a hole.
Result<Ranges> newly_lacking(db::Database& database, const wire::KeptChain& kept, const DeviceId& device,
                             const Extent& extent, const Ranges& known) {
  if (extent.is_whole()) return Ranges{};
  auto lacking = TRY(absent_places(database, kept, device, extent));
  for (const auto& range : TRY(misfits(database, kept, device, extent))) lacking.push_back(range);
  return without(merged(std::move(lacking)), known);
}

// Declares them, but for what no kiosk has made in its life: then somebody has its key, and a number is no news.
Result<bool> declare(db::Database& database, const Ranges& ranges, const NewHole& hole) {
  bool declared = false;
  for (const auto& range : ranges) {
    if (range.to - range.from >= limits::hole_records) continue;
    auto each = hole;
    each.range = range;
    TRY(declare_hole(database, each));
    declared = true;
  }
  return declared;
}

// How often just these were asked for; notes that they are asked for now, or that it is given up.
Result<bool> may_ask(db::Database& database, const wire::KeptChain& kept, const Arrival& arrival,
                     const Ranges& wanted) {
  const auto ranges = text_of(wanted);
  const auto row =
      TRY(database.query_one("SELECT ranges, times, last_ms FROM asked_again WHERE device = $1 AND "
                             "chain = $2",
                             {arrival.device, kept.chain}));
  const bool same = row && row->text(0) == ranges;
  const auto times = same ? row->integer(1) : 0;
  const auto waited = same ? arrival.at_ms - row->integer(2) : 0;
  const bool asks = times < limits::asked_in_vain || waited >= limits::asked_in_vain_wait_ms || waited < 0;
  if (!asks && times > limits::asked_in_vain) return false;
  if (!asks)
    log(LogEvent::asked_in_vain,
        {{"device", LogId{to_hex(arrival.device.view())}}, {"records", length_of(wanted)}, {"times", times}});
  TRY(
      database.execute("INSERT INTO asked_again (device, chain, ranges, times, since_ms, last_ms) "
                       "VALUES ($1, $2, $3, $4, $5, $5) ON CONFLICT (device, chain) DO UPDATE SET ranges = $3, "
                       "times = $4, since_ms = CASE WHEN ranges = $3 THEN since_ms ELSE $5 END, last_ms = $5",
                       {arrival.device, kept.chain, ranges, times + 1, arrival.at_ms}));
  return asks;
}

}  // namespace

Ranges ranges_of(const wire::KeptChain& kept) {
  const Ranges from_there{{.from = kept.kept_from, .to = limits::latest_sequence}};
  return without(from_there, kept.gone);
}

Result<AskedAgain> ask_again(db::Database& database, const wire::KeptChain& kept, const Arrival& arrival) {
  const auto& device = arrival.device;
  const auto extent = TRY(extent_of(database, device, kept.chain));
  if (!extent) return AskedAgain{};
  const auto known = TRY(holes_of(database, device, kept.chain));
  auto lacking = TRY(newly_lacking(database, kept, device, *extent, ranges_of(known)));
  NewHole hole{.device = device, .chain = kept.chain, .range = {}, .kind = HoleKind::set_aside, .at_ms = arrival.at_ms};
  AskedAgain out;
  if (!lacking.empty()) {
    const auto aside = TRY(set_aside_places(database, device, kept.chain, lacking));
    out.holes = TRY(declare(database, aside, hole));
    lacking = without(lacking, aside);
  }
  const auto has = ranges_of(kept);
  hole.kind = HoleKind::lost;
  // of two machines with one chain the other may have what this one lacks
  const bool shared = TRY(is_shared(database, device, kept.chain));
  const bool lost = !shared && TRY(declare(database, without(lacking, has), hole));
  out.holes = out.holes || lost;
  // What waits at the kiosk comes by itself; what was declared lost and is there all the same does not.
  auto wanted = within(lacking, has);
  if (length_of(wanted) <= extent->waiting) wanted.clear();
  for (const auto& range : within(ranges_of(known, HoleKind::lost), has)) wanted.push_back(range);
  wanted = first_of(merged(std::move(wanted)), limits::sequence_ranges, limits::asked_records);
  if (wanted.empty()) {
    TRY(database.execute("DELETE FROM asked_again WHERE device = $1 AND chain = $2", {device, kept.chain}));
    return out;
  }
  if (TRY(may_ask(database, kept, arrival, wanted))) out.missing = std::move(wanted);
  return out;
}

Result<std::vector<InVain>> asked_in_vain(db::Database& database) {
  std::vector<InVain> out;
  for (const auto& row :
       TRY(database.query("SELECT device, ranges, times, since_ms FROM asked_again WHERE times > $1 ORDER BY device",
                          {limits::asked_in_vain})))
    out.push_back(
        {.device = row.id<DeviceId>(0), .ranges = row.text(1), .times = row.integer(2), .since_ms = row.integer(3)});
  return out;
}

}  // namespace minbar::collector
