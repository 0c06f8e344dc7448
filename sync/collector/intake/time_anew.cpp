#include "sync/collector/intake/time_anew.h"

#include "sync/base/hex.h"
#include "sync/base/limits.h"
#include "sync/base/log.h"
#include "sync/collector/clocks/record_times.h"
#include "sync/collector/intake/derive.h"
#include "sync/collector/intake/hold.h"
#include "sync/collector/intake/judge.h"
#include "sync/collector/intake/keep.h"

namespace minbar::collector {

namespace {

constexpr std::size_t bytes_column = 3;

// What it says, as far as it counts anywhere; nothing was derived of the others.
Result<std::optional<wire::SealedBody>> counted_body(db::Database& database, const db::Row& row,
                                                     const seal::OpeningKeys& opening) {
  if (row.is_null(bytes_column + kept_columns - 1)) return std::nullopt;
  const auto envelope = seal::parse_envelope(kept_bytes(row, bytes_column));
  if (!envelope) return std::nullopt;
  auto body = read_body(*envelope, opening);
  if (!body) return std::nullopt;
  if (const auto held = TRY(find_held(database, row.integer(0)))) {
    if (!held->counts) return std::nullopt;
    if (held->place_given) body->submission.place = *held->place_given;
  }
  return std::move(*body);
}

// Whether it has another time now.
Result<bool> time_one(db::Database& database, const ChainOf& of, const db::Row& row, const TimesAnew& with) {
  const RecordPlace place{
      .of = of, .sequence = row.integer(1), .arrival = row.integer(0), .received_at_ms = row.integer(2)};
  const auto known_before = TRY(spans_around(database, of, place.sequence, ClockBasis::before));
  if (known_before == TRY(spans_around(database, of, place.sequence, ClockBasis::now))) return false;
  const auto body = TRY(counted_body(database, row, with.opening));
  if (!body) return false;
  const auto before = TRY(time_of(database, place, body->submission, ClockBasis::before));
  const auto now = TRY(time_of(database, place, body->submission, ClockBasis::now));
  if (before == now) return false;
  const Origin origin{
      .device = of.device, .arrival = place.arrival, .received_at_ms = place.received_at_ms, .made = now};
  TRY(derive_time(database, with.derivers, *body, origin, before));
  return true;
}

}  // namespace

Result<bool> wait_to_be_timed(db::Database& database, const DeviceId& device) {
  const auto row = TRY(database.query_one("SELECT 1 FROM timed_anew WHERE device = $1 LIMIT 1", {device}));
  return row.has_value();
}

Result<bool> time_some_anew(db::Database& database, const TimesAnew& with) {
  const auto first = TRY(database.query_one("SELECT chain FROM timed_anew WHERE device = $1 LIMIT 1", {with.device}));
  if (!first) return false;
  const ChainOf of{.device = with.device, .chain = first->id<ChainId>(0)};
  const auto waiting = TRY(find_timed_anew(database, of));
  // what came before there were such rows keeps the time that it was given then
  const auto rows = TRY(database.query(
      "SELECT arrival, sequence, received_at_ms, header, signature, sealed_body FROM envelopes INDEXED BY "
      "envelopes_chain WHERE device = $1 AND chain = $2 AND (sequence, arrival) > ($3, $4) AND arrival <= $5 AND "
      "arrival > (SELECT coalesce(max(arrival), 0) FROM untimed_records) ORDER BY sequence, arrival LIMIT $6",
      {of.device, of.chain, waiting->done_sequence, waiting->done_arrival, waiting->until_arrival,
       limits::timed_at_once}));
  std::int64_t timed = 0;
  for (const auto& row : rows)
    if (TRY(time_one(database, of, row, with))) ++timed;
  if (timed > 0) log(LogEvent::records_timed_anew, {{"device", LogId{to_hex(of.device.view())}}, {"records", timed}});
  if (static_cast<std::int64_t>(rows.size()) < limits::timed_at_once) {
    TRY(end_timing(database, of));
    return wait_to_be_timed(database, with.device);
  }
  TRY(note_timed(database, of, rows.back().integer(1), rows.back().integer(0)));
  return true;
}

Result<void> time_anew(Storage& storage, const TimesAnew& with) {
  for (bool more = true; more;)
    more = TRY(storage.write([&](db::Database& database) { return time_some_anew(database, with); }));
  return {};
}

}  // namespace minbar::collector
