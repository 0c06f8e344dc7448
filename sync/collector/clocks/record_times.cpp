#include "sync/collector/clocks/record_times.h"

#include <variant>

#include "sync/base/limits.h"

namespace minbar::collector {

namespace {

constexpr std::int64_t minute_s = 60;

std::int64_t coarse_s(const Submission& said) {
  return std::holds_alternative<Rating>(said.body) ? limits::rating_time_s : minute_s;
}

Result<std::int64_t> enrolled_at_ms(db::Database& database, const DeviceId& device) {
  const auto row =
      TRY(database.query_one("SELECT iif(adopted, NULL, enrolled_at_ms) FROM devices WHERE id = $1", {device}));
  const auto earliest = limits::earliest_time_s * 1000;
  return row ? row->maybe_integer(0).value_or(earliest) : earliest;
}

}  // namespace

Result<MadeAt> time_of(db::Database& database, const RecordPlace& place, const Submission& said, ClockBasis basis) {
  auto around = TRY(spans_around(database, place.of, place.sequence, basis));
  const auto enrolled_ms = TRY(enrolled_at_ms(database, place.of.device));
  return made_at({.said_s = said.made_at_s,
                  .coarse_s = coarse_s(said),
                  .sequence = place.sequence,
                  .received_at_ms = place.received_at_ms,
                  .enrolled_at_ms = enrolled_ms,
                  .before = std::move(around.before),
                  .after = std::move(around.after)});
}

Result<MadeAt> time_of(db::Database& database, std::int64_t arrival, const Submission& said) {
  const auto row = TRY(database.query_one(
      "SELECT e.device, e.chain, e.sequence, e.received_at_ms, EXISTS (SELECT 1 FROM untimed_records u WHERE e.arrival "
      "<= u.arrival), EXISTS (SELECT 1 FROM timed_anew t WHERE t.device = e.device AND t.chain = e.chain AND e.arrival "
      "<= t.until_arrival AND (e.sequence, e.arrival) > (t.done_sequence, t.done_arrival)) FROM envelopes e "
      "WHERE e.arrival = $1",
      {arrival}));
  if (!row || row->integer(4) != 0) return MadeAt{.at_s = said.made_at_s};
  const RecordPlace place{.of = {.device = row->id<DeviceId>(0), .chain = row->id<ChainId>(1)},
                          .sequence = row->integer(2),
                          .arrival = arrival,
                          .received_at_ms = row->integer(3)};
  return time_of(database, place, said, row->integer(5) != 0 ? ClockBasis::before : ClockBasis::now);
}

}  // namespace minbar::collector
