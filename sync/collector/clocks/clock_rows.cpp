#include "sync/collector/clocks/clock_rows.h"

#include <algorithm>

#include <fmt/format.h>

#include "sync/base/hex.h"
#include "sync/base/limits.h"
#include "sync/base/log.h"
#include "sync/collector/clocks/clock_columns.h"

namespace minbar::collector {

namespace {

constexpr int basis_now = 0, basis_before = 1;

int number_of(ClockBasis basis) { return basis == ClockBasis::now ? basis_now : basis_before; }

Result<NewestSpans> newest_spans(db::Database& database, const ChainOf& of) {
  const auto rows = TRY(database.query(
      fmt::format("SELECT {} FROM clock_spans WHERE device = $1 AND chain = $2 AND basis = $3 ORDER BY number "
                  "DESC LIMIT 2",
                  span_columns),
      {of.device, of.chain, basis_now}));
  NewestSpans out;
  if (!rows.empty()) out.newest = span_of(rows[0]);
  if (rows.size() > 1) out.before = span_of(rows[1]);
  return out;
}

// As far as is known without this heartbeat: its kiosk was enrolled before, unless this collector had forgotten it, and
// the agent always sends the newest.
Result<std::int64_t> not_before_ms(db::Database& database, const DeviceId& device, const seal::Heartbeat& heartbeat) {
  const auto row = TRY(database.query_one(
      "SELECT iif(d.adopted, NULL, d.enrolled_at_ms), (SELECT h.received_at_ms FROM heartbeats h WHERE h.device = d.id "
      "AND h.chain = $2 AND h.number < $3) FROM devices d WHERE d.id = $1",
      {device, heartbeat.head.chain, heartbeat.number}));
  auto earliest = limits::earliest_time_s * 1000;
  if (!row) return earliest;
  earliest = std::max(earliest, row->maybe_integer(0).value_or(earliest));
  if (const auto last = row->maybe_integer(1)) earliest = std::max(earliest, *last - limits::clock_carried_ms);
  return earliest;
}

Result<void> write_span(db::Database& database, const ChainOf& of, const ClockSpan& span) {
  TRY(database.execute(
      fmt::format("INSERT INTO clock_spans (device, chain, basis, {}) VALUES ($1, $2, 0, $3, $4, $5, $6, $7, $8, $9, "
                  "$10, $11, $12, $13, $14) ON CONFLICT (device, chain, basis, number) DO UPDATE SET last_number = "
                  "excluded.last_number, last_head = excluded.last_head, last_mono_ms = excluded.last_mono_ms, "
                  "received_at_ms = excluded.received_at_ms",
                  span_columns),
      {of.device, of.chain, span.number, span.last_number, span.first_head, span.last_head, span.run, span.boot,
       span.wall_less_mono_ms, span.first_mono_ms, span.last_mono_ms, span.zero_from_ms, span.zero_until_ms,
       span.received_at_ms}));
  return {};
}

// The sequence behind which records may be timed otherwise now. A record is timed by the spans around it: behind the
// newest one there was none, and where the bounds of a run moved, from the span before that run on.
Result<std::int64_t> changed_behind(db::Database& database, const ChainOf& of, const NewestSpans& known,
                                    const Observed& seen) {
  if (!known.newest) return 0;
  if (!seen.bounds_moved) return known.newest->last_head;
  const auto row = TRY(database.query_one(
      "SELECT coalesce(max(last_head), 0) FROM clock_spans WHERE device = $1 AND chain = $2 AND basis = 0 AND run < $3",
      {of.device, of.chain, seen.span.run}));
  return row->integer(0);
}

// When there are such records: they wait, and the rows by which they were timed are copied.
Result<void> note_changed(db::Database& database, const ChainOf& of, std::int64_t behind) {
  const auto row = TRY(
      database.query_one("SELECT max(arrival) FROM envelopes INDEXED BY envelopes_chain WHERE device = $1 AND chain = "
                         "$2 AND sequence > $3",
                         {of.device, of.chain, behind}));
  if (row->is_null(0)) return {};
  TRY(
      database.execute("INSERT INTO timed_anew (device, chain, done_sequence, done_arrival, until_arrival) "
                       "VALUES ($1, $2, $3, $4, $5)",
                       {of.device, of.chain, behind, INT64_MAX, row->integer(0)}));
  TRY(database.execute(
      fmt::format("INSERT INTO clock_spans (device, chain, basis, {0}) SELECT device, chain, 1, {0} FROM clock_spans "
                  "WHERE device = $1 AND chain = $2 AND basis = 0 AND number >= (SELECT coalesce(max(number), 0) FROM "
                  "clock_spans WHERE device = $1 AND chain = $2 AND basis = 0 AND last_head <= $3)",
                  span_columns),
      {of.device, of.chain, behind}));
  return {};
}

void tell(const DeviceId& device, const NewestSpans& known, const ClockSpan& span) {
  const auto state = state_of(span);
  const auto was = known.newest ? state_of(*known.newest) : ClockState::right;
  if (state == was || state == ClockState::unclear) return;
  log(LogEvent::kiosk_clock, {{"device", LogId{to_hex(device.view())}}, {"ahead_s", ahead_ms(span) / 1000}});
}

}  // namespace

ClockSpan span_of(const db::Row& row, std::size_t column) {
  return {.number = row.integer(column),
          .last_number = row.integer(column + 1),
          .first_head = row.integer(column + 2),
          .last_head = row.integer(column + 3),
          .run = row.integer(column + 4),
          .boot = row.id<seal::BootId>(column + 5),
          .wall_less_mono_ms = row.integer(column + 6),
          .first_mono_ms = row.integer(column + 7),
          .last_mono_ms = row.integer(column + 8),
          .zero_from_ms = row.integer(column + 9),
          .zero_until_ms = row.integer(column + 10),
          .received_at_ms = row.integer(column + 11)};
}

Result<void> note_clock(db::Database& database, const DeviceId& device, const seal::Heartbeat& heartbeat,
                        std::int64_t arrived_at_ms) {
  const ChainOf of{.device = device, .chain = heartbeat.head.chain};
  if (TRY(find_timed_anew(database, of))) return {};
  const auto known = TRY(newest_spans(database, of));
  const auto not_before = TRY(not_before_ms(database, device, heartbeat));
  const auto seen = observe(known, {.number = static_cast<std::int64_t>(heartbeat.number),
                                    .head = static_cast<std::int64_t>(heartbeat.head.sequence),
                                    .boot = heartbeat.boot,
                                    .mono_ms = heartbeat.monotonic_ms,
                                    .wall_ms = heartbeat.wall_ms,
                                    .arrived_at_ms = arrived_at_ms,
                                    .not_before_ms = not_before});
  if (seen.how == Observed::How::ignored) return {};
  TRY(note_changed(database, of, TRY(changed_behind(database, of, known, seen))));
  if (seen.how == Observed::How::replaced)
    TRY(database.execute("DELETE FROM clock_spans WHERE device = $1 AND chain = $2 AND basis = 0 AND number = $3",
                         {device, of.chain, known.newest->number}));
  TRY(write_span(database, of, seen.span));
  if (seen.bounds_moved)
    TRY(
        database.execute("UPDATE clock_spans SET zero_from_ms = $4, zero_until_ms = $5 WHERE device = $1 AND chain = "
                         "$2 AND basis = 0 AND run = $3",
                         {device, of.chain, seen.span.run, seen.span.zero_from_ms, seen.span.zero_until_ms}));
  tell(device, known, seen.span);
  return {};
}

Result<std::optional<TimedAnew>> find_timed_anew(db::Database& database, const ChainOf& of) {
  const auto row =
      TRY(database.query_one("SELECT done_sequence, done_arrival, until_arrival FROM timed_anew WHERE device = $1 AND "
                             "chain = $2",
                             {of.device, of.chain}));
  if (!row) return std::nullopt;
  return TimedAnew{.done_sequence = row->integer(0), .done_arrival = row->integer(1), .until_arrival = row->integer(2)};
}

Result<void> note_timed(db::Database& database, const ChainOf& of, std::int64_t sequence, std::int64_t arrival) {
  TRY(database.execute("UPDATE timed_anew SET done_sequence = $3, done_arrival = $4 WHERE device = $1 AND chain = $2",
                       {of.device, of.chain, sequence, arrival}));
  return {};
}

Result<void> end_timing(db::Database& database, const ChainOf& of) {
  TRY(database.execute("DELETE FROM timed_anew WHERE device = $1 AND chain = $2", {of.device, of.chain}));
  TRY(database.execute("DELETE FROM clock_spans WHERE device = $1 AND chain = $2 AND basis = 1",
                       {of.device, of.chain}));
  return {};
}

Result<void> forget_timing(db::Database& database) {
  for (const auto* sql :
       {"DELETE FROM timed_anew", "DELETE FROM clock_spans WHERE basis = 1", "DELETE FROM untimed_records"})
    TRY(database.execute(sql));
  return {};
}

Result<SpansAround> spans_around(db::Database& database, const ChainOf& of, std::int64_t sequence, ClockBasis basis) {
  static const auto after_sql = fmt::format(
      "SELECT {} FROM clock_spans INDEXED BY clock_spans_head WHERE device = $1 AND chain = $2 AND basis = $3 AND "
      "last_head >= $4 ORDER BY last_head, number LIMIT 1",
      span_columns);
  static const auto before_sql = fmt::format(
      "SELECT {} FROM clock_spans INDEXED BY clock_spans_head WHERE device = $1 AND chain = $2 AND basis = $3 AND "
      "last_head < $4 ORDER BY last_head DESC, number DESC LIMIT 1",
      span_columns);
  SpansAround out;
  if (const auto row = TRY(database.query_one(after_sql, {of.device, of.chain, number_of(basis), sequence})))
    out.after = span_of(*row);
  if (const auto row = TRY(database.query_one(before_sql, {of.device, of.chain, number_of(basis), sequence})))
    out.before = span_of(*row);
  return out;
}

}  // namespace minbar::collector
