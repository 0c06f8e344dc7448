#include "sync/collector/intake/ask_again.h"

#include <algorithm>

#include "sync/base/hex.h"
#include "sync/base/limits.h"
#include "sync/base/log.h"
#include "sync/collector/intake/chain_state.h"
#include "sync/collector/intake/holes.h"
#include "sync/collector/intake/set_aside_places.h"
#include "sync/collector/machines/branches.h"
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
  bool asking = false;       // a question about this chain is under way

  [[nodiscard]] std::int64_t end() const {
    return std::min(std::max({reached, told, highest}), limits::latest_sequence);
  }
  // Nothing is lacking, as far as one look tells.
  [[nodiscard]] bool is_whole() const { return reached >= end() && (told != reached || told_hash == reached_hash); }
};

Result<std::optional<Extent>> extent_of(db::Database& database, const DeviceId& device, const ChainId& chain) {
  const auto row = TRY(database.query_one(
      "SELECT c.sequence, c.head_hash, h.head_sequence, h.head_hash, h.backlog, (SELECT max(e.sequence) FROM "
      "envelopes e INDEXED BY envelopes_chain WHERE e.device = $1 AND e.chain = $2), EXISTS (SELECT 1 FROM "
      "asked_again a WHERE a.device = $1 AND a.chain = $2) FROM chains c LEFT JOIN heartbeats h "
      "ON h.device = c.device AND h.chain = c.chain WHERE c.device = $1 AND c.chain = $2",
      {device, chain}));
  if (!row) return std::nullopt;
  Extent out{.reached = row->integer(0), .reached_hash = row->id<seal::Hash>(1)};
  out.highest = row->maybe_integer(5).value_or(0);
  out.asking = row->integer(6) != 0;
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

// Where the history of whoever asks ends, as its request says; else as the newest heartbeat says, unless that may be
// another machine's.
struct OwnHead {
  std::int64_t sequence = 0;  // 0: it has said nothing
  seal::Hash hash{};
  std::int64_t waiting = 0;
};
std::optional<OwnHead> own_head(const Asker& asker, const Extent& extent, bool shared) {
  if (asker.heartbeat && asker.heartbeat->head.chain == asker.kept.chain)
    return OwnHead{
        .sequence =
            static_cast<std::int64_t>(std::min<std::uint64_t>(asker.heartbeat->head.sequence, limits::latest_sequence)),
        .hash = asker.heartbeat->head.hash,
        .waiting =
            static_cast<std::int64_t>(std::min<std::uint64_t>(asker.heartbeat->backlog, limits::latest_sequence))};
  if (shared) return std::nullopt;
  return OwnHead{
      .sequence = std::min(extent.told, limits::latest_sequence), .hash = extent.told_hash, .waiting = extent.waiting};
}

struct Lacking {
  Ranges places;            // at which nothing is, or not what others hang on
  std::int64_t branch = 0;  // the highest place of the asker's own history that is not here while another's is; 0: none
};

// The chain stops at a place that is taken, because what goes on hangs on another record of that place (a kiosk and a
// collector that both went back). Or it goes on, and the asker's own history is another one, which may be shorter (two
// machines, or a disk that was restored). Along it, from its end back to where it left the one that was followed, what
// is lacking. Of a shorter one nothing is declared lost by that: places before the end of the chain stand for what was
// followed there.
Result<void> add_misfits(db::Database& database, const Asker& asker, const Extent& extent,
                         const std::optional<OwnHead>& own, Lacking& out) {
  const auto& device = asker.arrival.device;
  const auto& chain = asker.kept.chain;
  // once something was asked for all of it is looked at: whatever is behind what came may be lacking, too
  const auto steps = extent.asking ? limits::branch_steps_asked : limits::branch_steps;
  if (own && own->sequence > 0 && (own->sequence != extent.reached || own->hash != extent.reached_hash)) {
    const WalkBack back{.sequence = own->sequence, .hash = own->hash, .followed = extent.reached, .steps = steps};
    const auto place = TRY(first_absent(database, device, chain, back));
    if (place > 0 && own->sequence >= extent.reached) out.places.push_back({.from = place, .to = place});
    if (place <= extent.reached) out.branch = place;
  }
  if (extent.is_whole()) return {};
  const auto branch = TRY(other_branch(database, asker.kept, device, extent));
  if (!branch || *branch == extent.reached_hash) return {};
  const WalkBack back{.sequence = extent.reached, .hash = *branch, .followed = extent.reached, .steps = steps};
  if (const auto place = TRY(first_absent(database, device, chain, back)); place > 0)
    out.places.push_back({.from = place, .to = place});
  return {};
}

// What is lacking and not known as a hole.
Result<Lacking> newly_lacking(db::Database& database, const Asker& asker, const Extent& extent,
                              const std::optional<OwnHead>& own, const Ranges& known) {
  Lacking out;
  if (!extent.is_whole()) out.places = TRY(absent_places(database, asker.kept, asker.arrival.device, extent));
  TRY(add_misfits(database, asker, extent, own, out));
  out.places = without(merged(std::move(out.places)), known);
  if (end_of(known, out.branch) > 0) out.branch = 0;
  return out;
}

// Of the asker's own history, which is not the one that was followed: the record that is lacking and some before it,
// since their headers are not here and nobody can say which of them are lacking, too. What is here comes twice and is
// known; after them the next exchange goes on downwards.
Result<Ranges> wanted_of_branch(db::Database& database, const Asker& asker, std::int64_t place, const Ranges& known) {
  const Ranges last{{.from = place, .to = place}};
  const auto has = ranges_of(asker.kept);
  if (within(last, has).empty()) return Ranges{};
  if (!TRY(set_aside_places(database, asker.arrival.device, asker.kept.chain, last)).empty()) return Ranges{};
  const Ranges some{{.from = std::max<std::int64_t>(1, place - limits::branch_places_asked + 1), .to = place}};
  return without(within(some, has), known);
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

Result<AskedAgain> ask_again(db::Database& database, const Asker& asker) {
  const auto& [kept, heartbeat, arrival] = asker;
  const auto& device = arrival.device;
  const auto extent = TRY(extent_of(database, device, kept.chain));
  if (!extent) return AskedAgain{};
  // of two machines with one chain the other may have what this one lacks
  const bool shared = TRY(is_shared(database, device, kept.chain));
  const auto own = own_head(asker, *extent, shared);
  const auto known = TRY(holes_of(database, device, kept.chain));
  auto lacking = TRY(newly_lacking(database, asker, *extent, own, ranges_of(known)));
  auto& places = lacking.places;
  NewHole hole{.device = device, .chain = kept.chain, .range = {}, .kind = HoleKind::set_aside, .at_ms = arrival.at_ms};
  AskedAgain out;
  if (!places.empty()) {
    const auto aside = TRY(set_aside_places(database, device, kept.chain, places));
    out.holes = TRY(declare(database, aside, hole));
    places = without(places, aside);
  }
  const auto has = ranges_of(kept);
  hole.kind = HoleKind::lost;
  const bool lost = !shared && TRY(declare(database, without(places, has), hole));
  out.holes = out.holes || lost;
  // What waits at the kiosk comes by itself; what was declared lost and is there all the same does not.
  auto wanted = within(places, has);
  if (length_of(wanted) <= extent->waiting) wanted.clear();
  for (const auto& range : within(ranges_of(known, HoleKind::lost), has)) wanted.push_back(range);
  const bool waits = !own || (lacking.branch > 0 && lacking.branch > own->sequence - own->waiting);
  if (lacking.branch > 0 && !waits)
    for (const auto& range : TRY(wanted_of_branch(database, asker, lacking.branch, ranges_of(known))))
      wanted.push_back(range);
  wanted = first_of(merged(std::move(wanted)), limits::sequence_ranges, limits::asked_records);
  if (wanted.empty()) {
    if (!waits)  // else the question goes on with the next exchange
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
