#include "sync/collector/intake/safe_point.h"

#include "sync/base/hex.h"
#include "sync/base/limits.h"
#include "sync/base/log.h"
#include "sync/collector/intake/ask_again.h"
#include "sync/collector/intake/chain_state.h"
#include "sync/collector/intake/holes.h"

namespace minbar::collector {

namespace {

// Each place behind `marked` and up to the mark is here, is known to be lost, or was set aside.
Result<bool> is_whole(db::Database& snapshot, const SafePoint::Mark& mark, std::int64_t marked) {
  if (!TRY(snapshot.query_one(header_here_sql, {mark.device, mark.chain, mark.sequence, mark.header}))) return false;
  const auto holes = TRY(holes_of(snapshot, mark.device, mark.chain));
  auto lacking = ranges_of(holes, HoleKind::lost);
  for (const auto& range : ranges_of(holes, HoleKind::set_aside)) lacking.push_back(range);
  const Ranges wanted{{.from = marked + 1, .to = mark.sequence}};
  for (const auto& range : without(wanted, merged(std::move(lacking)))) {
    const auto row =
        TRY(snapshot.query_one("SELECT count(DISTINCT sequence) FROM envelopes INDEXED BY envelopes_chain WHERE device "
                               "= $1 AND chain = $2 AND "
                               "sequence BETWEEN $3 AND $4",
                               {mark.device, mark.chain, range.from, range.to}));
    if (row->integer(0) != range.to - range.from + 1) return false;
  }
  return true;
}

// In a chain of which places were claimed twice: from the mark back to `marked` each record hangs on the one before, so
// that the hash means one history, all of which is here. Holes cut a chain; what lies before one is bound by no hash.
Result<bool> is_one_history(db::Database& snapshot, const SafePoint::Mark& mark, std::int64_t marked) {
  const auto holes = ranges_of(TRY(holes_of(snapshot, mark.device, mark.chain)));
  auto hash = mark.header;
  for (auto sequence = mark.sequence; sequence > marked; --sequence) {
    const auto row = TRY(
        snapshot.query_one("SELECT previous_hash FROM envelopes INDEXED BY envelopes_header WHERE header_hash = $4 AND "
                           "device = $1 AND chain = $2 AND sequence = $3",
                           {mark.device, mark.chain, sequence, hash}));
    if (!row) return false;
    hash = row->id<seal::Hash>(0);
    if (end_of(holes, sequence - 1) > 0) return true;
  }
  return true;
}

Result<void> find_marks(db::Database& snapshot, SafePoint& out) {
  for (const auto& row : TRY(snapshot.query(
           "SELECT c.device, c.chain, c.sequence, c.head_hash, coalesce(m.sequence, 0), c.forks FROM chains c "
           "LEFT JOIN safe_marks m ON m.device = c.device AND m.chain = c.chain "
           "JOIN devices d ON d.id = c.device WHERE c.sequence > coalesce(m.sequence, 0)"))) {
    const SafePoint::Mark mark{.device = row.id<DeviceId>(0),
                               .chain = row.id<ChainId>(1),
                               .sequence = row.integer(2),
                               .header = row.id<seal::Hash>(3)};
    if (TRY(is_whole(snapshot, mark, row.integer(4))) &&
        (row.integer(5) == 0 || TRY(is_one_history(snapshot, mark, row.integer(4)))))
      out.marks.push_back(mark);
    else
      log(LogEvent::chain_not_whole, {{"device", LogId{to_hex(mark.device.view())}}, {"sequence", mark.sequence}});
  }
  return {};
}

// The chain is here up to the mark, and the mark's record is.
Result<bool> still_holds(db::Database& database, const SafePoint::Mark& mark) {
  const auto row = TRY(
      database.query_one("SELECT sequence FROM chains WHERE device = $1 AND chain = $2", {mark.device, mark.chain}));
  if (!row || row->integer(0) < mark.sequence) return false;
  const auto here = TRY(database.query_one(header_here_sql, {mark.device, mark.chain, mark.sequence, mark.header}));
  return here.has_value();
}

// The header at a place that only one record claims.
Result<std::optional<seal::Hash>> only_header(db::Database& database, const DeviceId& device, const ChainId& chain,
                                              std::int64_t sequence) {
  const auto rows = TRY(
      database.query("SELECT header_hash FROM envelopes INDEXED BY envelopes_chain WHERE device = $1 AND chain = $2 "
                     "AND sequence = $3 LIMIT 2",
                     {device, chain, sequence}));
  if (rows.size() != 1) return std::nullopt;
  return rows.front().id<seal::Hash>(0);
}

// Before which place a mark must end; 0: none. Before what the kiosk says it has while it is lost here, or came since
// the last backup. And before any hole while the kiosk still keeps something in front of it: a chain is not linked
// across a hole, so that its header behind it says nothing about which history the kiosk has before. Once that is safe
// and dropped, the next reply's mark goes on.
std::int64_t place_to_end_before(const std::vector<ChainHole>& holes, const wire::KeptChain& kept, std::int64_t mark) {
  const auto has = ranges_of(kept);
  const auto first_kept = has.empty() ? limits::latest_sequence : has.front().from;
  for (const auto& hole : holes) {
    if (hole.range.from > mark) break;
    const bool unsafe = hole.kind == HoleKind::lost || (hole.kind == HoleKind::came && !hole.safe);
    if (hole.range.from > first_kept || (unsafe && !within({hole.range}, has).empty())) return hole.range.from;
  }
  return 0;
}

Result<void> add_safe(const Composing& now, wire::SyncReply& reply) {
  if (!now.request.kept) return {};
  const auto& kept = *now.request.kept;
  const auto& device = now.request.device;
  const auto row = TRY(now.database.query_one(
      "SELECT sequence, header_hash FROM safe_marks WHERE device = $1 AND chain = $2", {device, kept.chain}));
  if (!row) return {};
  wire::SafeMark mark{.chain = kept.chain, .sequence = row->integer(0), .header = row->id<seal::Hash>(1)};
  const auto holes = TRY(holes_of(now.database, device, kept.chain));
  if (const auto place = place_to_end_before(holes, kept, mark.sequence); place > 0) {
    if (place == 1) return {};
    const auto header = TRY(only_header(now.database, device, kept.chain, place - 1));
    if (!header) return {};
    mark.sequence = place - 1;
    mark.header = *header;
  }
  reply.safe = mark;
  return {};
}

}  // namespace

Result<SafePoint> safe_point(db::Database& snapshot) {
  SafePoint out;
  if (const auto row =
          TRY(snapshot.query_one("SELECT arrival, header_hash FROM envelopes ORDER BY arrival DESC LIMIT 1")))
    out.last = SafePoint::Last{.arrival = row->integer(0), .header = row->id<seal::Hash>(1)};
  TRY(find_marks(snapshot, out));
  for (const auto& row :
       TRY(snapshot.query("SELECT device, hash FROM blobs INDEXED BY blobs_unsafe WHERE state = 1 AND safe = 0")))
    out.recordings.push_back({.device = row.id<DeviceId>(0), .blob = row.id<BlobId>(1)});
  for (const auto& row : TRY(snapshot.query(
           "SELECT device, chain, from_sequence, to_sequence FROM holes WHERE kind = 'came' AND safe = 0")))
    out.came.push_back({.device = row.id<DeviceId>(0),
                        .chain = row.id<ChainId>(1),
                        .range = {.from = row.integer(2), .to = row.integer(3)}});
  return out;
}

Result<void> note_safe(db::Database& database, const SafePoint& point, std::int64_t now_ms) {
  for (const auto& mark : point.marks) {
    if (!TRY(still_holds(database, mark))) continue;
    TRY(
        database.execute("INSERT INTO safe_marks (device, chain, sequence, header_hash, at_ms) VALUES ($1, $2, $3, $4, "
                         "$5) ON CONFLICT (device, chain) DO UPDATE SET sequence = excluded.sequence, "
                         "header_hash = excluded.header_hash, at_ms = excluded.at_ms "
                         "WHERE excluded.sequence > safe_marks.sequence",
                         {mark.device, mark.chain, mark.sequence, mark.header, now_ms}));
  }
  if (point.last)
    TRY(
        database.execute("INSERT INTO safe_arrival (one, arrival, header_hash) SELECT 1, arrival, header_hash FROM "
                         "envelopes WHERE arrival = $1 AND header_hash = $2 ON CONFLICT (one) DO UPDATE SET arrival = "
                         "excluded.arrival, header_hash = excluded.header_hash",
                         {point.last->arrival, point.last->header}));
  for (const auto& recording : point.recordings)
    TRY(database.execute("UPDATE blobs SET safe = 1 WHERE device = $1 AND hash = $2 AND state = 1",
                         {recording.device, recording.blob}));
  for (const auto& came : point.came)
    TRY(
        database.execute("UPDATE holes SET safe = 1 WHERE device = $1 AND chain = $2 AND from_sequence = $3 AND "
                         "to_sequence = $4 AND kind = 'came'",
                         {came.device, came.chain, came.range.from, came.range.to}));
  return {};
}

ReplyPart safe_part() { return add_safe; }

}  // namespace minbar::collector
