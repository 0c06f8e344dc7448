#include "sync/collector/intake/holes.h"

#include <algorithm>

#include "sync/base/hex.h"
#include "sync/base/log.h"

namespace minbar::collector {

namespace {

constexpr std::int64_t claims_compared = 100;  // of one place; an honest chain has one, a restored disk two

std::string_view name_of(HoleKind kind) {
  switch (kind) {
    case HoleKind::lost:
      return "lost";
    case HoleKind::came:
      return "came";
    case HoleKind::set_aside:
      return "set_aside";
  }
  return "lost";
}

HoleKind kind_from(std::string_view name) {
  for (const auto kind : {HoleKind::came, HoleKind::set_aside})
    if (name_of(kind) == name) return kind;
  return HoleKind::lost;
}

struct Place {
  const DeviceId& device;
  const ChainId& chain;
};

// Whether it links with what is here before and after it; what is not here refutes nothing. Another history of the same
// kiosk (a restored disk) claims the same place, and is not what was lost.
Result<bool> fits(db::Database& database, const Place& place, const NewHeader& header) {
  const auto sequence = static_cast<std::int64_t>(header.sequence);
  const auto before =
      TRY(database.query_one("SELECT coalesce(max(header_hash = $4), 1) FROM (SELECT header_hash FROM envelopes "
                             "INDEXED BY envelopes_chain WHERE device = $1 AND chain = $2 AND sequence = $3 LIMIT $5)",
                             {place.device, place.chain, sequence - 1, header.previous, claims_compared}));
  if (before->integer(0) == 0) return false;
  const auto after =
      TRY(database.query_one("SELECT coalesce(max(previous_hash = $4), 1) FROM (SELECT previous_hash FROM envelopes "
                             "INDEXED BY envelopes_chain WHERE device = $1 AND chain = $2 AND sequence = $3 LIMIT $5)",
                             {place.device, place.chain, sequence + 1, header.hash, claims_compared}));
  return after->integer(0) != 0;
}

// The lost row that has this place.
struct LostRow {
  wire::SequenceRange range;
  std::int64_t since_ms = 0;
  std::optional<std::int64_t> after_ms;
};
Result<std::optional<LostRow>> lost_at(db::Database& database, const Place& place, std::int64_t sequence) {
  const auto row = TRY(
      database.query_one("SELECT from_sequence, to_sequence, kind, since_ms, after_ms FROM holes WHERE device = $1 AND "
                         "chain = $2 AND from_sequence <= $3 ORDER BY from_sequence DESC LIMIT 1",
                         {place.device, place.chain, sequence}));
  if (!row || row->text(2) != name_of(HoleKind::lost) || row->integer(1) < sequence) return std::nullopt;
  return LostRow{.range = {.from = row->integer(0), .to = row->integer(1)},
                 .since_ms = row->integer(3),
                 .after_ms = row->maybe_integer(4)};
}

Result<void> insert(db::Database& database, const Place& place, const LostRow& row, HoleKind kind) {
  if (row.range.from > row.range.to) return {};
  TRY(database.execute(
      "INSERT INTO holes (device, chain, from_sequence, to_sequence, kind, since_ms, after_ms) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7)",
      {place.device, place.chain, row.range.from, row.range.to, name_of(kind), row.since_ms, row.after_ms}));
  return {};
}

// What came becomes part of a row that came just before it, so that a hole of thousands does not leave as many rows.
Result<void> take_out(db::Database& database, const Place& place, const LostRow& lost, std::int64_t sequence) {
  TRY(database.execute("DELETE FROM holes WHERE device = $1 AND chain = $2 AND from_sequence = $3",
                       {place.device, place.chain, lost.range.from}));
  auto part = lost;
  part.range = {.from = lost.range.from, .to = sequence - 1};
  TRY(insert(database, place, part, HoleKind::lost));
  const auto grown = TRY(database.execute(
      "UPDATE holes SET to_sequence = $3 WHERE device = $1 AND chain = $2 AND to_sequence = $3 - 1 AND "
      "kind = 'came' AND safe = 0",
      {place.device, place.chain, sequence}));
  part.range = {.from = sequence, .to = sequence};
  if (grown == 0) TRY(insert(database, place, part, HoleKind::came));
  part.range = {.from = sequence + 1, .to = lost.range.to};
  return insert(database, place, part, HoleKind::lost);
}

}  // namespace

Result<std::vector<ChainHole>> holes_of(db::Database& database, const DeviceId& device, const ChainId& chain) {
  std::vector<ChainHole> out;
  for (const auto& row :
       TRY(database.query("SELECT from_sequence, to_sequence, kind, safe FROM holes WHERE device = $1 AND chain = $2 "
                          "ORDER BY from_sequence",
                          {device, chain})))
    out.push_back({.range = {.from = row.integer(0), .to = row.integer(1)},
                   .kind = kind_from(row.text(2)),
                   .safe = row.integer(3) != 0});
  return out;
}

Ranges ranges_of(const std::vector<ChainHole>& holes, HoleKind kind) {
  Ranges out;
  for (const auto& hole : holes)
    if (hole.kind == kind) out.push_back(hole.range);
  return merged(std::move(out));
}

Ranges ranges_of(const std::vector<ChainHole>& holes) {
  Ranges out;
  for (const auto& hole : holes) out.push_back(hole.range);
  return merged(std::move(out));
}

Result<void> declare_hole(db::Database& database, const NewHole& hole) {
  TRY(
      database.execute("INSERT INTO holes (device, chain, from_sequence, to_sequence, kind, since_ms, after_ms) "
                       "VALUES ($1, $2, $3, $4, $5, $6, "
                       "(SELECT complete_up_to_ms FROM chains WHERE device = $1 AND chain = $2))",
                       {hole.device, hole.chain, hole.range.from, hole.range.to, name_of(hole.kind), hole.at_ms}));
  if (hole.kind == HoleKind::lost)
    log(LogEvent::records_lost,
        {{"device", LogId{to_hex(hole.device.view())}}, {"from", hole.range.from}, {"to", hole.range.to}});
  return {};
}

Result<bool> note_came(db::Database& database, const DeviceId& device, const ChainId& chain,
                       const std::vector<ChainHole>& holes, const std::vector<NewHeader>& headers) {
  const auto lost = ranges_of(holes, HoleKind::lost);
  const Place place{.device = device, .chain = chain};
  std::vector<NewHeader> late;
  for (const auto& header : headers)
    if (end_of(lost, static_cast<std::int64_t>(header.sequence)) > 0) late.push_back(header);
  std::sort(late.begin(), late.end(), [](const auto& a, const auto& b) { return a.sequence < b.sequence; });
  std::int64_t came = 0;
  for (const auto& header : late) {
    const auto sequence = static_cast<std::int64_t>(header.sequence);
    const auto row = TRY(lost_at(database, place, sequence));
    if (!row || !TRY(fits(database, place, header))) continue;
    TRY(take_out(database, place, *row, sequence));
    ++came;
  }
  if (came > 0) log(LogEvent::lost_records_came, {{"device", LogId{to_hex(device.view())}}, {"records", came}});
  return came > 0;
}

Result<std::vector<Hole>> holes(db::Database& database) {
  std::vector<Hole> out;
  for (const auto& row : TRY(database.query(
           "SELECT h.device, d.label, h.chain, h.from_sequence, h.to_sequence, h.since_ms, h.after_ms FROM holes h "
           "JOIN devices d ON d.id = h.device WHERE h.kind = 'lost' ORDER BY d.label, d.id, h.chain, h.from_sequence")))
    out.push_back({.device = row.id<DeviceId>(0),
                   .kiosk = row.text(1),
                   .chain = row.id<ChainId>(2),
                   .range = {.from = row.integer(3), .to = row.integer(4)},
                   .since_ms = row.integer(5),
                   .after_ms = row.maybe_integer(6)});
  return out;
}

Result<LostRecords> lost_records(db::Database& database) {
  const auto row =
      TRY(database.query_one("SELECT coalesce(sum(to_sequence - from_sequence + 1), 0), "
                             "CASE WHEN count(after_ms) = count(*) THEN min(after_ms) END, coalesce(max(since_ms), 0) "
                             "FROM holes WHERE kind = 'lost'"));
  return LostRecords{.records = row->integer(0), .after_ms = row->maybe_integer(1), .until_ms = row->integer(2)};
}

Result<std::int64_t> count_lost(db::Database& database, const LostQuestion& asked) {
  const auto row = TRY(database.query_one(
      "SELECT coalesce(sum(h.to_sequence - h.from_sequence + 1), 0) FROM holes h LEFT JOIN assignments a ON "
      "a.device = h.device AND a.until_ms IS NULL WHERE h.kind = 'lost' AND h.since_ms >= $2 AND "
      "coalesce(h.after_ms, 0) < $3 AND ($1 IS NULL OR a.place IN (SELECT value FROM json_each($1)))",
      {asked.places, asked.from_ms, asked.until_ms}));
  return row->integer(0);
}

}  // namespace minbar::collector
